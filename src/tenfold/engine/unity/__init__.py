"""From many responses to what unites: the model, the landscape, the common ground, and what to ask next.

>>> import numpy as np
>>> chance = np.random.default_rng(0)
>>> who, what = np.divmod(np.arange(200), 10)
>>> told = Responses.gather(who, what, np.where(chance.random(200) < 0.7, AGREE, DISAGREE))
>>> posterior = fit(told)
>>> drawn = landscape(posterior)
>>> common_ground(posterior, told, drawn).ranking().shape
(10,)
"""

from .asking import ask_next, worth_asking
from .camps import Camps
from .common_ground import CommonGround, common_ground, guarded, standing
from .landscape import Landscape, landscape
from .model import fit, meet
from .pooling import Pooled, may_be_told, pooled, told_of
from .posterior import Posterior, Settings
from .responses import AGREE, DISAGREE, PASS, Responses, ResponsesError
from .similar import Similar

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "Camps",
    "CommonGround",
    "Landscape",
    "Pooled",
    "Posterior",
    "Responses",
    "ResponsesError",
    "Settings",
    "Similar",
    "ask_next",
    "common_ground",
    "fit",
    "guarded",
    "landscape",
    "may_be_told",
    "meet",
    "pooled",
    "standing",
    "told_of",
    "worth_asking",
]

"""From many responses to what unites: the model, the landscape, the common ground, and what to ask next."""

from .model import Posterior, Settings, fit
from .responses import AGREE, DISAGREE, PASS, Responses, ResponsesError

__all__ = ["AGREE", "DISAGREE", "PASS", "Posterior", "Responses", "ResponsesError", "Settings", "fit"]

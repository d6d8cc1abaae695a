"""Invented people with believable names: :mod:`tenfold.engine.world` knows numbers only, here they get words.

Given names are common ones of each language, in its own letters, with an invented initial; nobody is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tenfold.engine.world import NOBODY, World

from .attributes import AGE
from .person import Person

GIVEN_NAMES: Mapping[str, str] = {
    "en": "Alice Amy Anna Ben Chloe Daniel Ella Emily Emma Ethan Grace Hannah Harry Jack James Josh Leah Liam "
    "Lily Lucy Max Mia Michael Noah Oliver Rachel Ruth Sam Sarah Sophie Thomas Zoe",
    "he": "אביגיל אבי אדם אורי איילת איתי אלון אסף גיא דוד דינה דנה הדס טל יאיר יוסף יעל יונתן ליאור מאיה מיכל מרים "
    "משה נועה נעמה עדי עומר עידו רבקה רון רחל שירה שלמה תמר",
    "ru": "Александр Алексей Анна Борис Вера Виктор Галина Дарья Дмитрий Евгений Екатерина Елена Иван Илья Ирина Лев "
    "Людмила Максим Марина Мария Михаил Надежда Наталья Николай Ольга Павел Светлана Сергей Тимур Юлия",
    "fr": "Adèle Antoine Benoît Camille Céline Chloé Claire Denis Élise Émile Gérard Hélène Hugo Inès Jules "
    "Julien Léa Lévi Louis Lucie Manon Margaux Mathieu Nathan Noémie Pauline Simon Solène Théo Zoé",
    "es": "Alejandro Ana Andrés Beatriz Camila Carlos Carmen Diego Elena Esteban Fernando Gabriela Inés Iván "
    "Javier José Juan Julieta Lucía Manuel María Martín Mateo Mercedes Pablo Pilar Raúl Rosa Sofía Tomás",
    "ar": "أحمد أمل إبراهيم أمينة بلال جميلة حسن خالد خديجة دانيا رامي ريم زينب سارة سامي سلمى عمر عائشة علي "
    "فاطمة كريم ليلى محمود مريم منى نادر نور هدى ياسمين يوسف",
    "fa": "آرش آزاده امیر بهار پریسا دارا رضا رؤیا زهرا سارا سهراب شیرین علی فرهاد کاوه لیلا مریم مهدی مینا "
    "نسرین نیما هما یاسمن",
    "de": "Anna Anke Benedikt Birgit Clara Daniel Eva Felix Franziska Greta Hannah Hans Ingrid Jakob Jan "
    "Johanna Jonas Jürgen Käthe Klara Lena Lukas Marie Moritz Nils Paula Sabine Sophie Tobias Ute",
    "pt": "Ana António Beatriz Bruno Carla Carolina Cecília Diogo Eduardo Fernanda Francisco Gabriel Helena "
    "Inês João Joana José Leonor Luís Mariana Marta Miguel Nuno Paula Pedro Rafael Sofia Tiago Vítor",
    "uk": "Андрій Богдан Василь Віра Ганна Дарина Дмитро Іван Ірина Катерина Леся Марія Микола Надія Оксана "
    "Олег Олена Остап Павло Роман Світлана Софія Тарас Юлія Ярослав",
    "it": "Alessandro Alice Andrea Anna Bianca Carlo Chiara Davide Elena Emma Federico Francesca Giorgio Giulia "
    "Lorenzo Luca Lucia Marco Maria Matteo Paola Pietro Sara Simone Sofia",
    "tr": "Ahmet Aylin Ayşe Barış Can Cem Defne Deniz Ece Elif Emre Fatma Gül Hakan İbrahim İpek Işıl Kemal "
    "Leyla Mehmet Merve Murat Nihal Onur Özge Selin Şule Umut Yusuf Zeynep",
    "ro": "Alexandru Ana Andrei Bogdan Cristina Dan Elena Florin Gabriela Ioana Ion Irina Luca Maria Mihai "
    "Mircea Oana Radu Ruxandra Sorin Ștefan Teodora Vlad",
    "hu": "Ádám András Anna Balázs Dániel Dóra Eszter Éva Gábor Gergő Ildikó István Judit Kata László Márton "
    "Mária Máté Péter Réka Sándor Zsófia Zoltán",
    "nl": "Anke Bas Daan Eva Femke Floor Hanna Hugo Isa Jan Joris Kees Lotte Maarten Marieke Noor Pieter Roos "
    "Sander Sanne Sem Tess Thijs Willem",
    "pl": "Adam Agnieszka Anna Bartosz Dorota Ewa Jan Jakub Joanna Kacper Katarzyna Łukasz Magda Maria Michał "
    "Paweł Piotr Róża Stanisław Tomasz Wojciech Zofia Zuzanna",
    "yi": "אסתר בלומע ברוך גאָלדע דבֿורה הירש זלמן חנה חיים יענטל יעקבֿ לאה ליפּע מאַלקע מענדל מרדכי משה פֿרומע "
    "פּסח פּעסל רבֿקה שׂרה שׁלום שפּרה",
    "am": "ሀና ሄለን ሙሉ መስፍን ማርታ ሰላም ሳሙኤል ሳራ ቤተልሔም ብርሃኑ ተስፋዬ ትዕግስት አለሙ አበበ አስቴር ከበደ ዳዊት ገነት ፀሐይ",
    "hi": "अजय अनीता अमित अर्जुन आशा कविता किरण गीता दीपक नीता नेहा पूजा प्रिया मोहन रवि राज राधा रोहन लता विजय "
    "शांति सीता सुनील",
    "zh": "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 霞 平 刚 桂英 文 华",
    "ja": "葵 蓮 陽菜 湊 凛 樹 結衣 大翔 美咲 悠真 さくら 健太 直子 恵子 浩 明 由美子 翔太 愛 誠",
    "bn": "অনন্যা আরিফ আয়েশা ইমরান করিম জাহানারা তানভীর নাসরিন নীলা ফারহান মিতা রহিম রিমা শিরিন সুমন",
    "id": "Adi Agus Ayu Bayu Budi Citra Dewi Dian Eka Fitri Hadi Indah Joko Lestari Made Nur Putri Rina Sari "
    "Siti Tono Wayan",
}
_INITIALS = {
    "he": "אבגדהזחטיכלמנסעפצקרשת",
    "ru": "АБВГДЕЖЗИКЛМНОПРСТФХЧШЯ",
    "ar": "أبتجحخدرزسشصعغفقكلمنهوي",
    "am": "ሀለመሰረበተነአከወዘየደገጠፈ",
    "hi": "अकगचजतदनपबमरलवशस",
    "bn": "অকগচজতদনপবমরলশস",
    "zh": "王李张刘陈杨黄赵吴周",
    "ja": "佐鈴高田渡伊山中小加",
}
_INITIALS |= {"fa": _INITIALS["ar"], "yi": _INITIALS["he"], "uk": "АБВГДЄЗІКЛМНОПРСТФХЧШЯ"}
_LATIN_INITIALS = "ABCDEFGHIJKLMNOPRSTUVWZ"
_FAMILY_FIRST = ("zh", "ja", "hu")
_GIVEN = {language: names.split() for language, names in GIVEN_NAMES.items()}


def name_of(number: int, language: str) -> str:
    """An invented name in a language (English where none are listed), the same for the same number.

    >>> name_of(7, "he") == name_of(7, "he"), name_of(7, "xx") == name_of(7, "en")
    (True, True)
    """
    given = _GIVEN.get(language, _GIVEN["en"])
    initials = _INITIALS.get(language, _LATIN_INITIALS)
    drawn = _spread(number)
    first, last = given[drawn % len(given)], initials[drawn // len(given) % len(initials)]
    if language in ("zh", "ja"):
        return last + first
    return f"{last}. {first}" if language in _FAMILY_FIRST else f"{first} {last}."


def _spread(number: int) -> int:
    """A number that looks drawn by chance (SplitMix64; Steele, Lea and Flood 2014), the same for the same number."""
    z = (number + 1) * 0x9E3779B97F4A7C15 % 2**64
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    z = (z ^ z >> 27) * 0x94D049BB133111EB % 2**64
    return z ^ z >> 31


def people_of(world: World) -> Iterator[Person]:
    """The people of a world, with names; ids are their numbers in the whole world, from 1."""
    for row in range(len(world)):
        number = world.first + row
        languages = tuple(world.languages[code] for code in world.spoken[row].tolist() if code != NOBODY)
        gift = int(world.gift[row])
        yield Person(
            id=str(number + 1),
            name=name_of(number, languages[0]),
            languages=languages,
            zone=world.zones[world.zone[row]],
            hours=world.stretches(row),
            origin=world.origins[world.origin[row]],
            country=world.countries[world.country[row]],
            gift=world.gifts[gift] if gift != NOBODY else "",
            attributes={AGE: str(int(world.age[row]))},
        )

"""What a telephone call says, as TwiML: a question that waits for one key, or a few last words."""

from __future__ import annotations

from collections.abc import Mapping

from twilio.twiml.voice_response import Gather, VoiceResponse

from playbooks.rules.vocabulary import Language

#: Language and voice at Twilio; a voice is tied to its language.
VOICES: Mapping[Language, tuple[str, str]] = {
    Language.EN: ("en-GB", "Polly.Amy"),
    Language.FR: ("fr-FR", "Polly.Lea"),
    Language.ES: ("es-ES", "Polly.Lucia"),
    Language.RU: ("ru-RU", "Polly.Tatyana"),
    Language.AR: ("arb", "Polly.Zeina"),
    Language.ZH: ("cmn-CN", "Polly.Zhiyu"),
}
#: The question is said so often (our choice): whoever was asleep hears it a second time.
TIMES = 2
#: Seconds after the last word in which a key is waited for (our choice).
WAIT = 8


def question(language: Language, text: str, nothing: str, action: str) -> str:
    """Ask for one key, which is posted to `action`; without one, say `nothing` and hang up."""
    spoken, voice = VOICES[language]
    response = VoiceResponse()
    for _ in range(TIMES):
        gather = Gather(num_digits=1, timeout=WAIT, action=action, method="POST")
        gather.say(text, language=spoken, voice=voice)
        response.append(gather)
    response.say(nothing, language=spoken, voice=voice)
    response.hangup()
    return str(response)


def last_words(language: Language, text: str) -> str:
    """Say something and hang up."""
    spoken, voice = VOICES[language]
    response = VoiceResponse()
    response.say(text, language=spoken, voice=voice)
    response.hangup()
    return str(response)

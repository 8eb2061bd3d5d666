"""The words of `replies`, in the six languages: data alone, so that a speaker of the language can check them.

Written as people type: without accents, alef without hamza. A space stands for any punctuation; ``|`` and
new lines part alternatives, ``(...)?`` may be missing. English contractions are joined ("can't" is "cant"), other
apostrophes are spaces ("j'arrive" is "j arrive"). The lists ending in ``_HAN`` are looked for anywhere, since
Chinese has no spaces between words. Our choice throughout, after domain 3.5 and 3.7.
"""

from __future__ import annotations

#: Possible distress: a human must see it, whatever else the text says (domain 3.7).
HELP = """
help|helpme|helpus|hlp|hepl|sos|mayday|trapped|injured|injury|injuries|hurt|bleeding|wounded|dying|dead
shot|shots
gunshots|gunfire|shooter|attacked|under attack|hostage|hostages|kidnapped|abducted|danger|dangerous
unsafe|not safe
emergency|ambulance|rescue|rescued|explosion|unconscious|save (me|us)
(cant|cannot|can not) (breathe|get out|escape|move)
aide|aidez|aidez moi|au secours|secours|blesse|blesses|blessee|blessees|piege|piegee|otage|otages|urgence
sauvez
pas en securite|pas en surete|peux pas (sortir|respirer|bouger)
ayuda|ayudame|ayudenme|ayudennos|ayudar|auxilio|socorro|herido|herida|heridos|heridas|peligro|peligroso
atrapado
atrapada|atrapados|emergencia|ambulancia|rescate|rehen|rehenes|sangrando|secuestrado|secuestrada
no estoy a salvo
no puedo (salir|respirar|moverme)
помогите|помоги|помощь|помощи|на помощь|спасите|спаси|ранен|ранена|ранены|раненые|раненых|опасно
опасность|опасности
не в безопасности|заложник|заложники|заложниках|завалило|под завалом|кровь|умираю|умирает|скорую|взрыв
не могу (выити|дышать)
(و|ف|ال)?(النجده|نجده|ساعدوني|ساعدني|ساعدونا|مساعده|المساعده|للمساعده|انقذوني|انقذني|انقذونا|خطر|الخطر|بخطر|مصاب|مصابه|مصابين)
(و|ف|ال)?(جريح|جرحي|محاصر|محاصره|محاصرون|محتجز|رهينه|رهائن)
(و|ف)?(نزيف|انزف|اغيثوني|اسعاف|لست بامان|لسنا بامان|لست في امان)
hilfe|aiuto|ajuda|socorrer
"""
HELP_HAN = """
救命 救我 救人 求救 求助 帮我 幫我 帮帮 幫幫 帮助 幫助 帮忙 幫忙 受伤 受傷 被困 危险 危險 流血 不安全
绑架 綁架 人质 人質 爆炸
\N{SQUARED SOS}
"""

#: Words on which carriers act before anybody reads them (domain 3.7).
STOP = """
stop|stopall|stop all|unsubscribe|revoke|optout|opt out|arret|arreter|stopp|стоп|отписаться|отпишите|توقف
الغاء الاشتراك
baja|alto
"""
STOP_HAN = "退订 退訂 停止"
#: The same, but also plain words: they count only when they stand alone.
STOP_ALONE = "cancel|end|quit|td|remove|fin|annuler|cancelar|отмена|الغاء"
STOP_ALONE_HAN = "取消"

#: Says that the person cannot come, negation included.
_EN_NOT = "cannot|can not|cant|wont|will not|not|unable|dont|do not|didnt|isnt|couldnt|wouldnt"
_EN_COME = "come|coming|join|joining|make it|attend|attending|participate|be there|get there|get in|available"
_FR_COME = "etre la|etre present|venir|rejoindre|vous rejoindre|participer|me joindre|assister"
_FR_THERE = "la|disponible|dispo|present|presente|en mesure"
_ES_NOT = "puedo|podre|voy|ire|asistire|llego|llegare|vengo|vendre|estare|acudire|participare|me uno|estoy"
_ES_COME = "ir|venir|asistir|unirme|llegar|participar|acudir|incorporarme|disponible"
_RU_NOT = "могу|смогу|приду|приеду|буду|еду|иду|успею|успеваю|получится|получается|присоединюсь|подключусь"
_RU_COME = "приехать|прийти|придти|присоединиться|быть|подключиться|участвовать"
_AR_NOT = "استطيع|اقدر|يمكنني|يمكن|احضر|اتي|اتمكن|انضم|قادر|قادره|قادم|قادما|قادمه|جاي|متاح|متاحه|متوفر"
_AR_COME = "الحضور|الانضمام|المجيء|القدوم|المشاركه|ان احضر"
CANNOT = f"""
({_EN_NOT})( be)?( able)?( possibly)?( going)?( gonna)?( to)? ({_EN_COME})
cannot|can not|cant|unable|unavailable|not able|not possible|no can do
(ne |n )?(peux|pourrai|pourrais|puis) pas( ({_FR_COME}))?
(ne |n )?(viens|viendrai|serai|participerai|rejoins|rejoindrai|suis) pas( ({_FR_THERE}))?
pas (disponible|dispo|possible)|indisponible|empeche|empechee
no ({_ES_NOT})( a)?( poder)?( ({_ES_COME}))?
no disponible|no me es posible
не ({_RU_NOT})( ({_RU_COME}))?
немогу|несмогу|недоступен|недоступна|отсутствую
(لا|لن|ما|مش|لم|لست|غير) ({_AR_NOT})( علي)?( من)?( ({_AR_COME}))?
معتذر|اعتذر
"""
CANNOT_HAN = """
不能参加 不能參加 不能来 不能來 不能去 不能到 不能 来不了 來不了 去不了 到不了 赶不到 趕不到 参加不了
參加不了 无法参加 無法參加
无法来 無法來 无法到 無法到 无法加入 無法加入 无法 無法 不会来 不會來 不来 不來 不去 不参加 不參加 没法来
沒法來 没法 沒法 没空 沒空 没时间 沒時間
"""

#: Says that the person comes, but late.
LATE = """
late|be late|running late|delayed|delay|later|behind schedule
en retard|retard|retarde|retardee|plus tard
tarde|mas tarde|con retraso|retraso|retrasado|retrasada|demora|demorado|demorada|demorare
опоздаю|опаздываю|опоздание|опозданием|с опозданием|задержусь|задерживаюсь|позже|позднее|попозже
(و|ف)?(متاخر|متاخره|متاخرا|ساتاخر|سوف اتاخر|اتاخر|تاخير|لاحقا)
"""
LATE_HAN = "会迟到 會遲到 迟到 遲到 晚点到 晚點到 晚点 晚點 晚到 稍晚 稍后 稍後 延迟 延遲"

#: Says that the person comes.
JOINING = """
joining|joinin|join|coming|comin|on my way|on the way|omw|en route|enroute|be there|attending
heading (there|in|over)
j arrive|jarrive|arrive|en chemin|je viens|viens|je rejoins|rejoins|je vous rejoins|je participe|present
presente
j y serai|j y vais|je serai la|je serai present|je serai presente
voy|voy en camino|en camino|de camino|ya voy|asistire|asisto|estare ahi|estare alli|alli estare
ahi estare|me uno
me incorporo|ya llego|llego|vengo|acudo|participo|voy para alla
еду|уже еду|иду|выезжаю|выехал|выехала|выхожу|вышел|вышла|буду|приду|приеду|присоединяюсь|присоединюсь
подключаюсь
подключусь|в пути|лечу|участвую
(و|ف)?(انا )?(قادم|قادمه|قادما|قادمون|ات|اتيه|ساحضر|سوف احضر|ساتي|جاي|جايه|حاضر|حاضره|سانضم|سوف انضم)
(انا )?(في الطريق|بالطريق|في طريقي)
"""
JOINING_HAN = """
我来了 我來了 我来 我來 来了 來了 马上来 馬上來 马上到 馬上到 就来 就來 就到 这就来 這就來 我去 我会来
我會來 我会到 我會到 会到
參加 参加 加入 在路上 路上 出发了 出發了 到场 到場
"""

#: Any of these, outside a phrase that says "cannot", and nothing is taken to mean "joining".
NEGATION = """
no|not|nope|nah|na|never|none|nobody|noone|nothing|neither|nor|non|cannot|cant|wont|dont|doesnt|didnt
isnt|arent|aint|wasnt
wouldnt|couldnt|shouldnt|havent|hasnt|mustnt|neednt|unable|impossible|unavailable|negative|without|hardly
refuse|decline
ne|n|pas|jamais|aucun|aucune|rien|ni|sans|plus|impossible|indisponible
nunca|jamas|tampoco|nadie|nada|sin|imposible|ningun|ninguna
не|нет|ни|нету|нельзя|никак|никогда|невозможно|немогу|нисколько|без
(و|ف)?(لا|لن|لم|ليس|ليست|لست|لسنا|غير|مش|مو|ما|كلا|ابدا|مستحيل|بدون)
"""
NEGATION_HAN = "不 没 沒 无 無 未 别 別 勿 非 否"

#: Doubt, a condition, or somebody else at the phone (domain 3.5): the person is asked again.
DOUBT = """
maybe|perhaps|possibly|might|if|unless|unsure|probably|depends|try|trying|stop|cancel|ignore|disregard
wrong|mistake
should|shall|wife|husband|mother|father|son|daughter|brother|sister|instead
peut etre|si possible|probablement|essaie|essaierai|erreur|faux|mauvais|femme|mari|epouse
quizas|quiza|tal vez|posiblemente|probablemente|equivocado|error|esposa|esposo|marido
возможно|может|может быть|наверное|если|попробую|постараюсь|ошиблись|ошибка|жена|муж
ربما|قد|اذا|لو|خطا|من هذا|زوجته|زوجها
"""
DOUBT_HAN = "可能 也许 也許 如果 大概 或许 或許 尽量 盡量 吗 嗎 呢 谁 誰 什么 什麼 打错 打錯 太太 丈夫"

#: After one of these a digit is asked about, not given.
QUESTION = """
who what why when which how qui quoi pourquoi quand que quien cuando como
кто что когда почему من متي لماذا كيف
"""

#: Words that may stand beside an answer without changing it.
FILLER = """
ok okay okey k ack acknowledged acknowledge roger copy copied yes yep yeah y reply replying answer
answering option number my is
i im am ill ive will we are the a an to sure thanks thank you thx ty please pls sorry hi hello dear sir
madam team all now
asap soon immediately shortly straight right away there here noted received confirm confirmed confirming
confirmation it its
this me in on at of for and but so just bit little running be about approx approximately around by going
gonna the meeting call
crisis cmt itu uit understood good great fine still already already page code incident today currently
with you
oui bien recu d ai du accord merci je j y suis serai vais vous nous tout de suite bonjour bonsoir desole
desolee la le l un une en
a au aux et compris entendu maintenant immediatement dans toute
si ya de acuerdo gracias estoy yo ahora mismo hola lo siento enseguida un poco recibido entendido vale
claro hacia el la para
para alla con voy llego llegare seguro inmediatamente
да я мы хорошо ок понял поняла принял приняла спасибо сеичас скоро уже извините простите здравствуите
добрыи день немного на
чуть с в к ладно конечно срочно обязательно получил получила подтверждаю
نعم انا نحن حسنا شكرا الان حالا اوكي تم في علي الي السلام عليكم عفوا اسف قليلا سوف ان فورا اجل مع سا جدا
"""
FILLER_HAN = (
    "我们們会會在的了好是收到谢謝请請您你马馬上现現这這就来來到去将將可以吧啊呀路很快立刻正确確"
    "认認回复復答案抱歉对對起一些点點要已出发發"
)

#: A number after one of these names a place, a time or a thing, and is not an answer.
BEFORE_A_THING = """
room floor level building gate terminal at until till by between in within after before around about
since no nr num page block
line bus platform chapter desk tower exit door hall zone ward unit flat apt street route what why
salle etage batiment porte niveau vers a avant apres dans entre depuis bureau ligne
sala piso edificio puerta nivel las los hasta antes despues en dentro entre desde oficina
комната кабинет этаж здание вход уровень в к до после около через с кв дом корпус
الغرفه غرفه الطابق طابق مبني بوابه الساعه بعد قبل حوالي خلال رقم
"""
BEFORE_A_THING_HAN = "第楼樓号號在午上期周点點"
#: A number before one of these counts something, and is not an answer.
AFTER_A_COUNT = """
people persons person staff colleagues men women children kids guests visitors delegates others of am pm
oclock o th st nd rd floor
floors dead missing casualties victims percent km miles meters metres m k h x days day weeks week
personnes personne gens collegues enfants delegues etage etages heures jours eme e ieme morts
personas gente colegas ninos delegados pisos horas dias muertos de
человек человека людеи людии сотрудников этаж часов дней днеи
اشخاص شخص موظفين زملاء طابق ايام
"""
AFTER_A_COUNT_HAN = "人楼樓层層点點号號岁个個名位天月日年时時分秒米"

#: Spans of time in words, in minutes.
SPANS = (
    ("half (an )?hour|(une )?demi heure|media hora|полчаса|نصف ساعه", "半小时 半小時 半个小时 半個小時", 30),
    ("quarter of an hour|(un )?quart d heure|(un )?cuarto de hora|ربع ساعه", "一刻钟 一刻鐘", 15),
    ("an hour|one hour|une heure|una hora|через час", "一小时 一小時 一个小时 一個小時", 60),
)
MINUTES = "minutes|minute|mins|min|mn|m|minutos|minuto|минуты|минуту|минут|мин|м|دقيقه|دقائق|د|分钟|分鐘|分"
HOURS = "hours|hour|hrs|hr|h|heures|heure|horas|hora|часа|часов|час|ч|ساعه|ساعات|个小时|個小時|小时|小時"

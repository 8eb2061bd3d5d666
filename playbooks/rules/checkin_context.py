"""The words that turn, limit or surround the words of `checkin_words`: negations, doubts, others, courtesies.

Data alone, in the same notation. A number or word of an answer never hides in here: what is in `FILLER` changes
nothing about an answer, what is in none of the lists is a strange word. Our choice, after domain 3.5.
"""

from __future__ import annotations

#: Turns the danger or safe word that follows it in the same clause.
NOT = """
less than|anything but|everything but|by no means|in no way|not remotely|the opposite of|far from being|tout sauf
si peu|aussi peu|loin d etre|todo menos|de todo menos|cualquier cosa menos|далеко не|отнюдь не|вовсе не|ничуть не
как раз не|что угодно только не|ابعد ما يكون عن|بعيد كل البعد عن|根本不|一点都不|一点也不|毫不|谈不上|算不上|称不上
not yet|pas encore|toujours pas|todavia no|aun no|ya no|no aun|еще не|пока не|все еще не|ليس بعد|لسه مش|لسا مو|还没|还不
尚未|还未|仍未|仍不|未能|nt|n t|zero|nil|neva|nvr|aucunement|ni|plu|pu|pas encore de|nul|nulle|tampoco|na de|ningun tipo de
ни один|ни у кого|отсутствует|нема|немае|никого|никаких|никакои|никакого|ليس هناك|لا شيء|محدش|ماحد|محد|ماحدش|ما حدا
ماحدا|ماكاين|ماكاينش|مكاينش|مكانش|ماكانش|مانيش|منيش|مني|مانيشي|ماناش|موش|مهوش|مهيش|ماهوش|مانو|ماراني|مارانيش|مارانا
عمري|لسا ما|لسه ما|ماعنديش|معنديش|ماعندناش|مااا|makaynch|makanch|manish|mosh|mo|mch|moch|machi|mashi|mahouch|manich
mani|没人|没有人|并没|并不|不再|不曾|莫|休|毋|不系|不是|没得|唔系|not|no|nope|nah|non|never|none|nobody|noone|no one|nothing|neither|nor
without|isnt|arent|aint|amnt|wasnt|werent|dont|do not|doesnt|does not|didnt|did not|havent|have not|hasnt|hardly
barely|not at all|not really|not very|not too|not so|not that|not even|nott|niet|nein|ne|n|pas|non plus|jamais|aucun
aucune|rien|sans|plus|nullement|pas du tout|pas vraiment|pas tres|pas trop|pas tout a fait|pa|nunca|jamas|nadie|nada
sin|ningun|ninguna|ninguno|no me|no estoy|no estamos|no muy|no tan|no del todo|не|нет|ни|нету|никто|ничего|никак
никогда|без|нисколько|не очень|не совсем|не слишком|net|nyet|nikto|bez|لا|لن|لم|ليس|ليست|لست|لسنا|ليسوا|غير|مش|مو|مب
ما|ماني|مانا|ماحنا|كلا|ابدا|بدون|بلا|دون|مفيش|مافي|ما في|لا احد|لا يوجد|لا توجد|ولا|mish|mesh|msh|mush|moush|mafi
mafeesh|mafish|mub|不|没|没有|未|无|别|勿|非|否|并非|并没有|不太|不怎么|不算|不会|不要|不用|不必|无人|bu|mei|meiyou|mei you|bu shi|bushi
"""
#: An ability: not to have it endangers who should get out (see ACT).
CAN = """
able|able to|manage|managing|capable|possible to|way to|peux|peut|pouvons|puis|peu|peuvent|pouvoir|pourrai|pouvait
pouvais|pu|arrive|arrivons|arrives|arrivez|arivé|arrivé|jarive|jarrive|arrive a|parviens|parvenons|parvient|reussi
reussis|reussissons|capables|moyen|moyen de|arrivais|puedo|podemos|puede|pueden|pudo|pude|pudimos|pueo|logro
logramos|logre|consigo|conseguimos|alcanzo|alcanzamos|capaz|podido|poder|podia|podiamos|podria
hay (forma|manera|modo) de|forma de|manera de|como|могу|можем|могут|мог|могла|могли|может|смог|смогла|смогли
получается|получилось|удается|удалось|в состоянии|в силах|получа*|возможно выбраться|возможности
(ا|ن|ي|ت|ب|بن|بي|بت|عم ب|كن|كت)?قدر*|قادر*|استطيع|نستطيع|يستطيع|تستطيع|استطعت|استطعنا|يستطيعون|يمكنني|يمكننا|يمكنه
يمكنها|امكنني|(ا|ن|ي|ت)?تمكن*|عارف|عارفه|عارفين|(ن|ي|ت)?نجم*|فيني|فيي|فينا|بفيني|(ي|ت|بي)?حسن*|كن قدر|باين|راضي
راضيه|2ader|2adra|ader|adra|qader|kader|a2dar|ba2dar|b2dar|fini|fiyyi|nejjem|njem|n9der|nqder|kan9der|b3ref|3aref
3arfa|能|能够|可以|敢|办法|法子|可能出
"""
#: A little of what follows.
BIT = """
a bit|a little|little bit|bit|slightly|just a bit|a tad|lil|somewhat|mildly|un peu|un peux|legerement|juste un peu
1 peu|pti peu|un petit peu|quelque peu|un poco|un poquito|poquito|un tantito|tantito|algo|apenas|levemente|un pelin
немного|немножко|чуть|чуть чуть|слегка|чутка|малость|شوي|شويه|شوية|قليلا|بعض الشيء|حبه|نوعا|شويا|شوييا|chwiya|shwaya
shway|shwayya|有点|有一点|有些|一点|一点点|稍微|略|小小
"""
#: Says that something could not be done. It makes no danger word harmless, but no answer is safe beside it.
CANNOT = """
hard to|difficult to|difficulty|difficulties|trouble|struggling to|struggle to|harder to|not possible|never able
no way to|nt able|cudnt|cnt|cant not|kant|i cannt|cannt|couldn t|cud not|no fit|never fit|i no fit|we no fit
impossible|impossible (de|d)|incapable (de|d)|pas (capable|capables|moyen|possible) (de|d)?|difficile (de|d|a)?
difficilement|du mal (a|pour)|dur (de|d)|galere (a|pour)|pe pas|pe plus|peu pas|peu plus|peux plus|peut plus
peut pas|pouvons plus|pux pas|peus pas|arrive pas|arrive plus|arrivons pas|arrivons plus|arive pas|arive plus
arive plu|arrive plu|arive pa|imposible|es imposible|incapaz|incapaces|dificil|dificultad|dificultades|cuesta
me cuesta|nos cuesta|a duras penas
no (pueo|puedo|podemos|logro|logramos|consigo|conseguimos|alcanzo|hay forma|hay manera)
no (hay modo|hay como|pude|pudimos|ai como|tengo como|tenemos como|se puede|puede|pueden)|невозможно|никак|трудно
сложно|с трудом|тяжело|еле|не (получается|получилось|удается|можем|могут|смогли|в силах)
не (можно|выходит|в состоянии|способен|способна|могла|мог|получа*)|нет возможности|нет сил|مستحيل|صعب|صعبه|صعوبه
بصعوبه|يصعب|عاجز|عاجزه|عاجزين|معاق
(لا|ما|مش|لم|مو|لن|ماني|مانا|مانيش) (استطيع|اقدر|يمكن|قدر*|فيني|فيي|فينا|قادر*|بقدر*|نقدر*)
(لا|ما|مش|لم|مو|لن|ماني|مانا|مانيش) (كنقدر*|نستطيع|يستطيع|اتمكن|نتمكن|يمكنني|يمكننا|نجم*|ننجم*|اتمكن)|مقدر*|مانقدر*
منقدر*|مانجم*|ماننجم*|منجمتش|مقادرش|مقادراش|مابقيتش|مابقاش|mesh 2ader|mish 2ader|msh 2ader|mesh 2adra|msh ader
ma ba2dar|ma b2dar|ma fini|mafini|ma2dar|ma2darsh|ma9dertch|man9derch|manqderch|manejjemch|manajemch|mish 3aref
mesh 3aref|msh 3aref|ma a2dar|难以|很难|困难|无力|没能|没能力|没办法|没有办法|无从|动不|走不|冇办法|冇得|冇法|cannot|can not|cant|wont|will not
wouldnt|couldnt|shouldnt|unable|refuse|mustnt|not able|not sure|unsure|not certain|dont know|do not know|dunno
no idea|peux pas|pouvons pas|incapable|sais pas|pas sur|pas certain|pas certaine|no puedo|no podemos|no se
no estoy (seguro de|segura de)|не (могу|можем|может|знаю|уверен|уверена|смог|смогла|удалось|понимаю)|нельзя|незнаю
немогу|ne znayu|ne mogu|(لا|ما|مش|لم) (استطيع|اقدر|اعرف|اعلم|ادري|عارف|عارفه|متاكد|متاكده|يمكن)|لست متاكدا|لست متاكد
غير متاكد|مدري|不能|不知道|不清楚|不确定|无法|没法|不可能|不敢|bu zhidao|bu neng
"""
#: Phrases that hold a danger word and deny it.
NOT_DANGER = """
dont (panic|be (scared|afraid|frightened))|do not (panic|be afraid)
no (injuries|injury|casualties|danger|fire|smoke|one (is )?(hurt|injured|trapped|dead|bleeding|missing))
nobody (is |was |got )?(hurt|injured|trapped|dead|bleeding|missing)|free of danger|fire drill|injury free|pas peur
n ayez (pas|crainte)|pas de panique|sans blessure|(pas|aucun|zero) (bobo|blesse|blessee|blesses)
rien de (grave|casse|cassé)|pas grave|plus de danger|pas en danger
personne (n est )?(blesse|blessee|coince|mort|touche)
sin (heridos|heridas|lesiones|lesionados|victimas|riesgo|miedo|peligro)|no (es|fue) (grave|nada grave)|nada grave
no hay (heridos|peligro|fuego|humo|victimas|riesgo)|no tengan miedo|не страшно|ничего страшного
не (бои|боитесь|паникуи|паникуите)|без (паники|пострадавших|жертв|травм|потерь|ранении)|обошлось без
опасность позади|жертв нет|никто не (пострадал|ранен|погиб)|لا خوف|ما تخاف*|لا تخافوا|لا باس علي
لا (اصابات|خسائر|جرحي|ضحايا|خطر)|ما في (خطر|اصابات|حريق|جرحي)|مافي (خطر|اصابات|حريق|جرحي|حد مصاب)
مفيش (خطر|اصابات|حريق|حد مصاب)|ماكاين (خطر|حريق|باس)|不用怕|别怕|别慌|不要怕|不怕|不必惊慌|勿惊|没人受伤|没人伤|无人伤亡|没有伤亡|无伤亡|没受到伤害|没大事|没死
不用救|不用帮|不用你帮|毫无危险|安全无虞|唔使帮|不使帮|没摔|没烧|没塌|out of (danger|harm|trouble)|danger (is )?(over|past|passed)
help (is )?not (needed|required|necessary)|no (need|needs)|not needed|(dont|do not) need|needn t|neednt
fire (is )?(out|over)|hors de danger|hors d affaire|aide (n est )?pas (necessaire|requise)|(pas|plus|aucun) besoin
sans danger|pas de (blesse|blesses|danger|casse|mal)|pas mal|fuera de peligro|no (hace|haria) falta
ayuda no (necesaria|hace falta)|sin peligro|fuera de riesgo|вне опасности|опасности нет|помощь не (нужна|требуется)
(ничего|ничо) не (нужно|надо|болит)|не (нужно|надо|нужна|требуется)|опасность миновала|не плохо|неплохо
لا (احتاج|نحتاج)|مش محتاج|مش محتاجه|(لست|غير) بحاجه|مساعده غير مطلوبه|زال الخطر|بعيد عن الخطر|خارج الخطر|لا داعي|脱险
脱离危险|没有危险|无危险|没危险|不需要|不用帮忙|没伤|无伤|没受伤|未受伤|没有受伤|不危险|不严重|不疼|不痛
"""
#: Doubt, a condition, a moment that is not now, or something a human should read (domain 3.5).
DOUBT = """
scam|spam|is this real|real or|fake|hoax|prank|drill or|a drill|for real|legit|phishing|idk|dunno|no clue|beats me
who knows|i dont kno|cant say|cant tell|hard to say|will see|we will see|let you know later|arnaque|canular|blague
hameconnage|chais pas|chepa|j sais pas|jsp|sais plus|aucune idee|on verra|ca depend|devrait|devrais aller|a voir
si tout va|si la|si le|si les|si il|si ils|si elle|en principe|normalement|estafa|broma|fraude|es real|ni idea|nose
a ver|quien sabe|depende|segun|si (abren|llega|llegan|todo|la|el|los|las|dios|logramos)
si (puedo|podemos|sale|salimos|consigo|para|deja|no me|acaso|vienen|nos)|en teoria|yo creo|мошенник*|обман|развод
розыгрыш|лохотрон|хз|без понятия|фиг знает|посмотрим|зависит|не факт|может и|должно быть|должен быть|должна быть
должно|если (откро*|дорог*|все|бог)|дай бог|бог даст|надежда|авось|наверн*|по идее|не знаю|نصب|احتيال|خدعه|مزحه|كذبه
مقلب|هزار|والله اعلم|الله اعلم|الله يستر|علي حسب|يمكن|ممكن|يجوز|احتمال|غالبا|شكلي|شكلنا|باين|اذا فتح|لو فتح
لو الطريق|لو وصلت|اذا وصلت|اذا وصلنا|ما بعرف|مابعرف|مدري|ماعرفش|معرفش|مانعرف|منعرفش|ما عرفت|مش عارف|مش عارفه|بظن
اظنني|اظن ان|كنظن|نظن|بعتقد|انشاء|نشالله|ان شاءالله|بالامل|mumken|momken|mabaref|ma ba3ref|ma3rafch|yemkin|ymkn
nchallah|nshallah|inshalla|诈骗|骗子|骗局|恶作剧|演习|真的假的|真假|看情况|不好说|说不准|说不好|难说|谁知道|不晓得|晓得|唔知|或者|恐怕|八成|没准|如果路|要看|再看|看看吧|望|祈祷
听天由命|唔肯定|未知|safe (house|haven)|(keep|make|get|bring|take|move) (me|us)|pray|praying|prayers|ish
as (safe|ok|good|well) as|you are|youre|u r|expected|(edificio|oficina|casa) esta
(здание|дом|офис) (в порядке|цел|цело)|(المبني|المكتب|البيت) (امن|بخير|سليم)|大楼安全|房子没事|maybe|mayb|perhaps|possibly
might|if|unless|probably|prob|depends|try|trying|think|thinking|guess|believe|suppose|assume|hope|hopefully|hoping
wish|seems|seem|apparently|almost|nearly|half|kinda|kind of|sort of|somewhat|so so|sorta|more or less|supposed
should be|should|could be|would be|for now|so far|not for long|yesterday|last night|used to|when safe|once safe
enough|looking for|searching|going to a|heading|on (my|the|our) way|waiting|wait|running|moving to|alone|cold|hungry
police|damaged|damage|destroyed|cracks|blocked|closed in|dark|call me|phone me|ring me|contact me|ignore|disregard
mistake|sarcasm|to be safe|stay away|run away|ran away|less safe|security|risky|strange|weird|suspicious|careful
(building|house|office|area|place|site|city|school|hotel|neighbourhood|neighborhood) (is|are|seems|looks|was)
at ease|my best|not in (contact|touch|control|reach|charge|time|order|my|good|great|position|a position)|not at home
not home|did you mean|was that|alredy|problem|problems|issue|issues|incident|kidding|joke|joking|ironic|peut etre
possible|possiblement|si (je|vous|on|ca|tout|tu|il|nous|c|possible)|pense|crois|espere|j espere|sans doute
probablement|semble|parait|presque|a peu pres|moyen|plus ou moins|essaie|essaye|essaierai|cherche|cherchons
en train de|en attente|attends|attendons|hier|avant|pour l instant|pour le moment|en route|en chemin|seul|seule
degats|detruit|detruite|fissures|froid|faim|appelez moi|rappelez moi|contactez moi|erreur|mieux|comme ci comme ca
couci couca|aise|probleme|problemes|souci|soucis|pb|quizas|quiza|tal vez|talvez|a lo mejor|acaso|creo|pienso|supongo
espero|ojala|parece|probablemente|posiblemente|casi|mas o menos|regular|asi asi
si (me|no|puedo|pudiera|es|fuera|hay|ustedes|logro)|intento|intentando|tratando|buscando|esperando|ayer|por ahora
de momento|por el momento|en camino|policia|danos|grietas|destruido|frio|hambre|llamenme|llamame|llameme|contacten
error|mejor|problema|problemas|может|может быть|возможно|наверное|наверно|вроде|вроде бы|кажется|думаю|полагаю
надеюсь|видимо|похоже|почти|более менее|так себе|если|попробую|пытаюсь|пытаемся|ищу|ищем|жду|ждем|вчера|пока
пока что|в пути|одна дома|полиция|полицию|трещины|разрушен|разрушено|холодно|голоден|позвоните|перезвоните|свяжитесь
ошибка|убежище|лучше|ли|проблема|проблемы|служба безопасности|службу безопасности|отдел безопасности|mozhet|navernoe
vrode|dumayu|nadeyus|yesli|esli|ربما|قد|اذا|لو|اظن|اعتقد|اتوقع|اتمني|امل|ان شاء الله|انشاء الله|انشالله|احاول|نحاول
ابحث|انتظر|ننتظر|امس|منذ|حتي الان|لحد الان|تقريبا|نوعا ما|يعني|نص نص|وحدي|لوحدي|لحالي|شرطه|الشرطه|اضرار|برد|جوع
جوعان|اتصل بي|اتصلوا بي|كلموني|الامن|بالامن|للامن|رجال الامن|خطا|مشكله|مشاكل|مشكلتي|mushkila|mushkela|moshkela
mushkilah|inshallah|insha allah|inchallah|yemken|yimkin|mumkin|可能|也许|或许|大概|如果|要是|假如|应该|好像|似乎|差不多|几乎|我想|我觉得|我猜|我认为|估计
希望|但愿|试试|尝试|正在找|在找|寻找|等待|在等|等着|昨天|暂时|目前还|快要|独自|一个人|警察|损坏|毁|裂|打电话给我|联系我|凑合|勉强|一般|马马虎虎|算是|冷|饿|楼安全|问题|keneng|yexu
yinggai
"""
#: Beside one of these nothing that is said holds now.
PAST = """
ago|an hour ago|earlier|before|before (the|it|this|that)|last night|few (minutes|hours) (ago|back)|some time back
minutes back|hours back
il y a (une|un|deux|trois|dix|quelques|peu|longtemps|5|10|20|30) (heure|heures|minutes|minute|temps|h)?
il y a (une|un|deux|trois|dix|quelques|peu|longtemps|5|10|20|30) (mn|min|instants|instant|jours|jour)|il y a peu
tout a l heure j|avant ca|avant le|tantot j|auparavant
hace (una|un|dos|unas|unos|media|rato|poco|10|20|30|5|tres|como) (hora|horas|rato|minutos|min|poco)?
hace (rato|poco)|antes|denantes|назад|до этого|раньше|ранее
قبل (ساعه|ساعات|ساعتين|قليل|شوي|شويه|دقايق|دقائق|نص ساعه|نصف ساعه|ذلك|كده|يومين|ما)|من (ساعه|شويه|شوي|قليل|ساعتين)
قبيل|قبلها|هادي ساعه|قبل|(小时|分钟|天|个钟|钟头|钟|刻钟|会儿|阵子|阵|不久|时|日)(之)?前|早前|早先|先前|较早前|之前|以前
"""
#: Makes a safe word that follows it in the clause speak of another time.
TENSE = """
hours ago i was|this morning i was|i used|used to be|have been|thought i|we were|i was|i were|while i|until i|till i
when i|when we|once i|once we|as soon as i|after i|if i|if the|if they|if we|shall be|shall|should be|would be
could be|might be|may be|hope to be|want to be|trying to be|wanna be|wish i|wish we|ira|ca ira|allait|allais|allions
allaient|j allais|vais aller|va aller|allez aller|irai|irons|seront|serais|serait|serions|devrait|devrais|devrions
pourrait|aurait|quand je|quand on|quand nous|une fois|des que|des qu|lorsque|ce matin j|avant j|voulais|voudrais
pensais|croyais|voy a|vamos a|va a|van a|iba a|ibamos|estariamos|estaria|seria|seriamos|sere|seremos|cuando
una vez que|en cuanto|apenas llegue|apenas llegu*|queria|quisiera|quiero estar|quiero|debo|debemos|deberia
deberiamos|hasta que|antes estaba|andaba|anduve|andare|pensaba|creia|будто|станет|стану|бы|была бы|был бы|будут
будем|раньше была|когда|как только|после того как|хотел|хотела|хочу|хотим|до утра|утром|с утра|вчера|вчера была|днем
ночью|budet|كانت|كانوا|كنتوا|كنت انا|ساصبح|سنصبح|سيكون|ستكون|هكون|حكون|هنكون|حنكون|راح اكون|رح اكون|رح كون|رح نكون
غنكون|غادي نكون|باش نكون|اكون|نكون|عندما|لما|بعد ما|اول ما|حين|وقتما|الصبح|امبارح|البارح|صباح اليوم|كان لازم|kont
kunt|kent|7akoun|hakoun|rah koun|ra7 koun|就|才|早上|今早|上午|昨晚|昨天|昨日|刚才|刚刚|之前|本来|原来|原本|起初|当时|那时|等|等到|到时|后就|回到|只要|若|倘若|一旦
会|将会|以后|之后|准备|打算|想要|要是|ill be|was|were|had been|will|will be|would|gonna be|going to be|when i am|once i am|etais
etions|etait|serai|serons|sera|fus|estaba|estuve|estabamos|estare|estaremos|estara|era|был|была|были|буду|будет|كنت
كنا|كان|ساكون|سوف|سنكون|将|要|曾|byl|byla|budu
"""
#: After a safe word, it puts the safety off.
LATER = """
shortly|in a while|in a bit|in an hour|when|once|as soon as|if|if the|dans un moment|dans une heure|quand|si
une fois|des que|en un rato|cuando|en cuanto|si es que|когда|если|через час|через|как только|بعدين|بعد قليل|بعد شوي
بعد شويه|كي|لما|عندما|اذا|لو|再说|待会|迟些|迟点|之后|以后|soon|later|tomorrow|bientot|demain|tout a l heure|plus tard|pronto
luego|manana|скоро|позже|завтра|قريبا|لاحقا|بكره|很快|马上|一会|等下|稍后|明天
"""
CONTRAST = """
only that|its just that|apart from|other than|just that|tho|altho|nevertheless|still though|butt|nonetheless|or que
seulement que|seulement|bien que|malgre|mais bon|neanmoins|quoique|toujours est il|xro|solo que|nomas que
no obstante|a pesar|mas que|salvo|menos|если не считать|разве что|только|но вот|правда|зато|тока|а вот|но все|бас
غير|الا ان|الا انو|بس انو|لكني|لكنني|لكننا|لكنه|لكنو|لكن|ولكنني|ولكننا|walakin|bess|غير اني|مع ذلك|رغم|بالرغم|惟|惟有
就是|可|却|反而|倒是|只不过|除外|虽|虽然|尽管|但系|but|however|except|although|though|bt|yet i|mais|cependant|sauf|pourtant|toutefois
par contre|pero|aunque|excepto|salvo que|sin embargo|но|однако|кроме|хотя|только вот|ولكن|بس|الا|غير ان|عدا|但|但是|可是
不过|除了|只是|然而|aber|maar|men|lakini|dan shi|danshi|keshi
"""
#: Carries a negation on to the next danger word: "not injured or trapped".
OR = "or|nor|ou|ni|o|или|ни|либо|او|ولا|或|或者|也没"
#: After a negation it makes no negation: "not only injured".
ONLY = "only|just|merely|seulement|uniquement|juste|solo|solamente|только|лишь|فقط|只|仅|光"

#: Somebody else (domain 3.5: family members answer from staff phones).
OTHER = """
assistant|assistante|assistants|asistente|asistentes|помощник|помощница|помощника|помощнику|مساعدي|助理|秘书|保姆|保安|清洁工
同乡|老乡|亲戚|姨妈|guard|guards|cleaner|cleaners|cook|nanny|gardener|tenant|guest|visitor|counterpart|gardien|gardiens
femme de menage|nounou|guardia|guardias|conserje|ninera|охранник|охранники|няня|уборщица|الحارس|حارس|البواب|الخادمه
我(妈|爸|爷|奶|哥|姐|弟|妹|儿|女|娃|婆|公|舅|姨|叔|伯|侄|孙|嫂|夫|妻|娘|爹|仔|伴|徒|房东|邻居|同桌|室友)|妈|爸
(с ним|с неи|с ними|у него|у нее|у них|с мужем|с женои|с детьми|с мамои|с ребенком) (все|всё|порядок)
(с сыном|с дочерью|с дочкои|с братом|с сестрои|у мужа) (все|всё|порядок)
(у жены|у детеи|у мамы|у родителеи|у коллег|с коллегами) (все|всё|порядок)
(my|our|the|whole|entire|all the|his|her) (whole |entire |full )?(team|staff|crew|students|folks)
(my|our|the|whole|entire|all the|his|her) (whole |entire |full )?(employees|personnel|interns)
(my|our|the|whole|entire|all the|his|her) (whole |entire |full )?(trainees|colleagues|group)
(everyone|everybody|all) (in|from|of) (my|our|the) (team|unit|section|office|department|group|division)
my (people|family|parents|relatives|girls|boys|boy|girl|lady|man)
my (flatmate|landlord|in laws|grandma|grandpa|nephew|niece|director|oga|madam|maid)|oga|grandmother|grandfather
granny|grandma|hubby|wifey|bf|gf|fiance|fiancee|twins|teammates|intern|consultant|hes|shes|theyre|they re|he s|she s
dem|him people|themselves|himself|herself|this is (his|her|their|the)|i am (his|her|their)|im (his|her|their)
(mon|notre|toute mon|toute l|l|toute notre|son|votre) (equipe|groupe|staff|personnel)|toute l equipe|equipe entiere
mes (collaborateurs|agents|gens|employes|stagiaires|etudiants|parents|enfants|gars|filles|gosses|petits)|stagiaires
stagiaire|patron|patronne|le patron|boss|gosses|bebe|grand mere|grand pere|papy|mamie|tonton|tante|oncle|cousin
cousine|copine|copain|chum|blonde|beau frere|belle soeur|celui ci|son frere|sa femme|sa soeur|ta femme|eux|elles
(mi|nuestro|todo mi|todo el|el|su) (equipo|personal|grupo|staff)|toda mi (gente|unidad|seccion|oficina|familia)
mi (gente|familia|unidad|seccion|jefe|jefa|bebe|abuela|abuelo)
mi (suegra|nina|nino|cunado|sobrino|viejo|vieja|novio|novia|pareja)|equipo completo|patrona|abuela|abuelo|tia|tio
primo|prima|cunado|cunada|novio|novia|pareja|suegra|suegro|sobrino|sobrina|nene|nena|nino|nina|chicos|muchachos
pasantes|mis papas|papas|papa|mis viejos|el jefe
(моя|наша|вся моя|вся наша|вся|весь наш|весь мои|мои|наш) (команда|группа|отдел|коллектив|бригада|семья)
(моя|наша|вся моя|вся наша|вся|весь наш|весь мои|мои|наш) (смена|персонал|сотрудники|коллеги|ребята|люди)
весь (отдел|коллектив|персонал)|все (коллеги|сотрудники|ребята|дети|наши|мои|мои люди)|ребята|шеф|шефа|шефу|шефом
босс|начальника|директор|малыш|дочка|дочку|дочке|сынок|сыну|сыном|жену|женои|мужем|мужу|братом|брата|брату|сестрои
сестре|бабушка|бабушку|дедушка|дед|тетя|дядя|стажер|стажеры|ним|нею|неи|ними|него|нее|них|подружка|парень|девушка
ребенка|детеи|детям|дочери|маме|маму|папу|папе|коллегои|коллегам|s nim|s nei|s neu|s nimi|deti|muzh|moi muzh
moya zhena|brat|sestra|mama|nash shef|فريقي|فريقنا|فريق|الفريق|طاقم|الطاقم|طاقمي|موظفيني|موظفي|موظفين|الموظفين
جماعتي|جماعتنا|الجماعه|الشباب|البنات|الاولاد|الولاد|ولادي|وليداتي|ولاد|اولاد|عيالي|العيال|الاطفال|اطفال|الوالد
الوالده|الوالدين|امه|ابوه|امها|ابوها|اخوه|اخوها|اخته|اختها|اخو|اخت|اخوي|خويا|خويه|ختي|اختو|راجلي|مراتي|مراته|مرتي
مرتو|جوزي|جوزها|حرمي|حرمته|بابا|ماما|جدي|جدتي|ستي|تيتا|سيدي|خالي|خالتي|عمي|عمتي|ابن عمي|خطيبي|خطيبتي|رفيقي|رفيقتي
صاحبي|صاحبتي|اصحابي|رفقاتي|زملائنا|زملاءنا|الزملاء|الزميل|الزميله|المدير|مديرتي|رئيسي|المعلم|الريس|شفير|هوما|هما|هن
هوه|هيه|هاي|همه|زوجها|هو وعائلته|الناس كلها|howwa|howa|hiyya|heyya|humma|homma|houma|gozi|jozi|mrati|marti|rajli
5oya|khoya|akhoya|akhouya|o5ti|okhti|awladi|wladi|weladi|bintii|ibni|benti|binti|zawji|zawgi|fari2i|sadi2i|sa7bi
sahbi|(我|我们|整个|全体)(的)?(组|团队|小组|科室|部门|办公室|单位)(的)?(同事|成员|员工|所有人|人)|(我|我们|咱们)(的)?(组|团队|小组|部门|科室|队)(都|全都|全部)?|团队|全组|组员
员工|职员|下属|学生|实习生|小孩|孩子们|娃|宝宝|宝贝|女儿|闺女|爷爷|奶奶|外公|外婆|公公|婆婆|岳父|岳母|男友|女友|男朋友|女朋友|室友|舍友|老师|老人|老爸|老妈|爹|娘|叔叔|阿姨|舅舅|姑姑|表哥|堂|小弟
妹|姐|哥|弟|小(李|王|张|陈|刘|赵|周|吴|杨|黄|林|徐|孙|马|朱|胡|郭|何|高|罗)|老(李|王|张|陈|刘|赵|周|吴|杨|黄|林|徐|孙|马)|司机|主任|经理|佢|伊
阿(伯|嫲|公|婆|妈|爸|仔|女|哥|姐|妹|弟|强|明)|仔|细路|囡|老细|屋企人|ana (is|est|esta|estan|y|et|and)|he|she|they|theyve|him|her|his|hers
their|theirs|them|wife|husband|spouse|colleague|colleagues|coleague|collegue|coworker|co worker|coworkers|supervisor
manager|secretary|friend|friends|neighbour|neighbor|roommate|driver|mother|mom|mum|father|dad|son|daughter|brother
sister|uncle|aunt|parents|kids|children|child|baby|family|partner|girlfriend|boyfriend|husbands|on behalf|behalf
owner of this phone|phone of|replying for|answering for|somebody else|someone else|guests|delegates|mr|mrs|ms|madame
monsieur|elle|ils|il|lui|leur|leurs|femme|mari|epouse|epoux|conjoint|conjointe|collegues|chef|chefs|ami|amie|amis
voisin|voisine|mere|maman|pere|fils|fille|frere|soeur|enfants|enfant|famille|chauffeur|de la part de|au nom de
pour le compte|ella|ellos|ellas|el esta|el se|el no|esposa|esposo|marido|mujer|companero|companera|companeros|colega
colegas|jefe|jefa|amigo|amiga|amigos|vecino|vecina|madre|padre|hijo|hija|hijos|hermano|hermana|padres|ninos|familia
chofer|su esposa|su esposo|su marido|de parte de|en nombre de|он|она|они|его|ее|их|ему|еи|им|жена|жены|муж|мужа
супруга|супруг|коллега|коллеги|коллегу|начальник|подруга|друг|друзья|сосед|соседка|мать|мама|отец|папа|сын|дочь|брат
сестра|родители|дети|ребенок|семья|водитель|от имени|вместо|сотрудник|сотрудница|сотрудники|on zhe|ego|zhena|kollega
ona|هو|هي|هم|زوجه|زوجتي|زوجي|زوجته|زميل|زميلي|زميلتي|زملائي|زملاءي|زملاء|زميله|صديقي|صديقتي|جاري|امي|والدتي|ابي
والدي|ابني|بنتي|ابنتي|اخي|اختي|اهلي|عائلتي|عايلتي|اسرتي|اولادي|اطفالي|مديري|مدير|سائق|السائق|نيابه عن|بالنيابه|huwa
hiya|heya|zawjati|zamili|zameeli|他|她|他们|她们|它们|太太|妻子|丈夫|老公|老婆|先生|夫人|爱人|同事|同事们|老板|领导|朋友|邻居|妈妈|母亲|爸爸|父亲|儿子|哥哥|弟弟|姐姐|妹妹
父母|孩子|家人|家属|代表|代替|替他|替她|ta men|tamen|tongshi|laopo|laogong
"""
#: The writer among others: then words about others are no sign that the writer speaks only of them.
GROUP = """
my (wife|husband|family|kids|children|partner|son) and (i|me|myself)
my (daughter|parents|team|colleagues|colleague|mother|baby|staff) and (i|me|myself)|us all|all of us|we all
nous tous|tous ensemble|on se|on est tous|nous sommes tous|notre famille et moi|tamos|estamos todos|todos nosotros
nosotros todos|andamos|seguimos|quedamos|yo con|mi (familia|esposa|esposo|equipo|hija|hijo|mama|marido|mujer) y yo
y yo|junto a mi|мы все|мы с|мы вместе|все мы|я с|я вместе|и мы|احنا كلنا|نحنا|نحنا كلنا|كلنا|كلياتنا|رانا|رانا كامل
حنا كاملين|كاملين|انا و (ولادي|مراتي|عائلتي|اولادي|زوجتي|زوجي|الاولاد|العيله|العائله|اسرتي|فريقي|زملائي)
انا (وعائلتي|وعيلتي|وولادي|واولادي|ومراتي|وزوجتي|وزوجي|واسرتي|وفريقي|وزملائي|والاولاد|وامي|واختي|واخي)|a7na|ehna
i7na|ni7na|ne7na|nahna|hna kamlin|rana|我同埋|我跟|我们全|我俩|我们俩|全家|一家人|一家|我们一家|我全家|一家大小|一家三口|一家四口|we|weve|both|both of us
(me|i|myself) and|and (i|me|myself)|nous|notre|on est|on va|nous deux|moi et|et moi|nosotros|nosotras|estamos|ambos
los dos|yo y|мы|оба|обе|я и|и я|my vse|نحن|احنا|حنا|جميعنا|انا و|و انا|ihna|e7na|we are all|我们|咱们|咱|我和|我与|和我
women dou|wo he|wo men
"""
#: What the writer has beside them: others named after it share the answer.
WITH = """
w|chez|en casa de|casa de|at my|from my|in my|near my|beside|aupres|عند|في بيت|ببيت|بدار|在他|在她|陪着|with|with us
with me|avec nous|avec moi|con nosotros|conmigo|с нами|со мнои|跟我|avec|con|со|с|вместе с|مع|معي|معنا|ma3|ma3a|和|跟|与
陪|together with|looking after|next to|junto a|junto con|aupres de|рядом с
"""
TOO = """
too|also|as well|aussi|egalement|tambien|tb|tmb|тоже|также|ايضا|كمان|برضه|也|都|so is|so are|and so|igualmente
"""
#: The writer alone.
SELF = """
i dey|am|amm|iam|me i|myself i|i feel|personally|for my part|as for me|pour ma part|quant a moi|de mon cote|jvais
jve|jvé|jvai|chu|chui|chuis|j suis|jsui|jsuis|chus|jé|jme|jme sens|je me sens|me sens|moi meme|perso|jai|ch uis|ch
je me|jte|j sui|je sui|je v|je vé|j vais|je ve|stoy|toi|etsoy|estoi|estoyy|ando|me siento|yo me|por mi parte|sigo
quede|quedo|me hallo|me|conmigo|por mi lado|ya estoy|yo estoy|tamo|tamos|stamos|stoi|andamos bn|со мнои|у мя|у меня
мне|лично я|лично у меня|я лично|я сам|я сама|сам|сама|я то|меня|за меня|за нас|у нас|с нами|so mnoi|so mnoy|u nas
u menya|y menya|ya|انا شخصيا|بالنسبه لي|انا الحمدلله|راني|رانى|اني|آني|انه|انى|عن نفسي|نفسي|عني|لكنني|فاني|انني
انا كمان|rani|rany|ani|aana|ana l|3an nafsi|本人我|鄙人|小弟我|咱|偶|自己|我自己|我个人|我人|我呢|我这|我这边|我这里|我在|我方|人|ja|i|im|i am|ive
myself|ill|m|je|j|suis|je suis|moi|yo|estoy|toy|soy|me encuentro|я|мною|انا|ana|i m|im feeling|我|本人|wo|俺
"""
#: Between a name and a safe word it makes the name another person.
IS = """
is|are|r|est|esta|се|是|has been|seems|был|была|estan|sont|находится|remains|stays|iz|dey|don dey|va|vont|se porte
se trouve|reste|anda|sigue|quedo|andan|siguen|esta muy|se encuentra|se encuentran|находятся|остается|чувствует|ok is
"""
#: A safe word after one of these is asked about.
QUESTION = """
did you|was it|were they|will it|will there|has the|have they|is everything|is that true|which|can u|shall we
shall i|may we|may i|est il|est elle|peut on|on peut|doit on|on doit|puis je|c est quoi|qu est|koi|koman|keskisspass
keski|pk|pkoi|debemos|es verdad|es real|q paso|k paso|que paso|que pasa|qe|se puede|можно|можно ли|нужно ли|что|чё
че|шо|кого|это правда|это учебная|ли это|واش|علاش|فين|شنو|شنوه|اش|اشنو|كيفاش|وقتاش|ازاي|ليه|امتي|شو صار|شو في|وش|ايش
هل يمكن|ممكن|نقدر نرجع|wesh|wach|shou|shu|aish|leh|leish|emta|fein|wein|啥|咋|干嘛|哪|几时|几点|咩|如何|可否|能否|会不会|要不要|该不该|是真|真的
真系|who|what|why|when|where|how|am i|are we|is it|is this|is that|is everyone|is everybody|is there|is the|are there
are you|r u|are u|do we|do i|do you|should i|should we|can we|can i|could you|can you|any news|whats|wheres|hows
whos|est ce|est ce que|suis je|sommes nous|etes vous|pourquoi|quand|comment|combien|ou est|ou sont|quel|quelle|quoi
y a t il|donde|cuando|por que|porque no|cuanto|cual|hay alguna|esta usted|где|когда|почему|зачем|сколько|какои|какая
куда|есть ли|هل|متي|لماذا|ليش|اين|وين|كيف|كم|ماذا|شو|什么|为什么|怎么|哪里|哪儿|何时|什么时候|多少|是不是|有没有|能不能|可不可以|安不安全|是否
"""
#: Particles that make a question.
ASKS = "吗|么|咩|嘛"

#: Acknowledges the message, not the question: a weak word beside one is no answer.
ACK = """
طيب|嗯|恩|received|noted|recieved|got it|got your|got the|acknowledged|ack|roger|copy|copied|copy that|understood|will do
message received|seen|bien recu|recu|bien note|d accord|dac|entendu|compris|recibido|vale|de acuerdo|entendido
enterado|bueno|listo|claro|понял|поняла|понятно|принял|приняла|принято|получил|получила|ладно|ясно|تم|حسنا|علم|وصلت
استلمت|مفهوم|حاضر|收到|知道了|明白|了解|好的|好|好吧|行|可以|shoudao|hao de|haode|k|kk
"""
#: Answers the question "are you safe?" with no, when nothing else is said.
NO_WORDS = "no|non|нет|لا|不|没有|否|nope|not|net|nyet|nein|niet|не|كلا|bu|nah|نا|不是|不是的|bu shi|bushi"


#: A 1 or 3 after one of these names a place, a time or a thing. A 2 always counts (issue 3).
BEFORE_A_THING = """
at|floor|floors|level|room|gate|building|zone|block|apt|apartment|flat|door|bus|tram|line|tower|platform|until|by
since|around|about|terminal|unit|ward|page|street|no|nr|num|phase|salle|etage|batiment|porte|niveau|vers|depuis
ligne|quai|rue|sala|piso|edificio|puerta|nivel|las|los|planta|calle|комната|кабинет|этаж|здание|корпус|дом|кв
уровень|подъезд|الطابق|طابق|الغرفه|غرفه|الساعه|المبني|مبني|بوابه|رقم|第|周|星期|月|点|楼
"""
#: A 1 or 3 before one of these counts something.
AFTER_A_COUNT = """
people|persons|person|staff|colleagues|men|women|children|kids|guests|visitors|delegates|others|of|pm|oclock|percent
km|miles|meters|metres|h|hr|hrs|hour|hours|min|mins|minute|minutes|day|days|week|weeks|month|months|more|personnes
personne|gens|collegues|enfants|heures|heure|jours|jour|semaine|semaines|mois|personas|persona|ninos|horas|hora|dias
dia|semanas|semana|minutos|meses|человек|человека|людеи|сотрудников|часов|часа|час|днеи|дня|день|минут|минуты|недели
неделю|اشخاص|شخص|موظفين|ايام|يوم|ساعات|ساعه|دقائق|دقيقه|人|楼|层|点|岁|个|名|位|天|月|日|年|时|分|秒|米|周|号
"""
ORDINAL = "st|nd|rd|th|er|ere|eme|ieme|do|ro|era|ero|da|и|ои|ыи|ии|го|м"

#: Numbers in words. They count where nothing that is counted follows.
NUMBER_WORDS = {
    1: "one|uno|un|une|una|один|одна|واحد|一|odin|wahed|wahid",
    2: "two|deux|dos|два|две|اثنان|اثنين|اتنين|二|dva|itnein|ithnan|ii",
    3: "three|trois|tres|три|ثلاثه|تلاته|三|tri|talata|thalatha|iii",
}

#: Beside these alone a number in words answers: "option one, thanks".
BESIDE_NUMBER_WORDS = """
one|uno|option|number|answer|reply|is|my|thanks|thank|you|please|ok|yes|hi|hello|merci|oui|bonjour|reponse|gracias
si|hola|opcion|respuesta|да|спасибо|ответ|вариант|привет|نعم|شكرا|رقم|الرقم|我|选|择|答|复|案|回|谢|是
"""

#: Traditional characters and the simplified ones that the lists are written in.
SIMPLIFIED = str.maketrans(
    "沒無傷險幫親個國際離開這裡裏壞電話號碼誰嗎還關係樓錯認識請時間們來現過謝會對說車後見點媽爸愛員處場遠難體態狀況內"
    "應該覺擔憂發燒醫藥護嚴緊動脫絕煙災淹斷頭壓廢墜槍擊殺襲劫綁質賊騙訂歡興準備聽讓從麼問題總為與報邊兒團隊長門閉鎖層"
    "燈塵殘彈擄砲戰軍單誤廳館廠廣區縣鄉鎮聯絡繫級組織領導驚嚇懼慄顫餘歷經進運連週達遲邏選鄰鐘錢銀鐵銷陽陰陳陸階隨雙雜"
    "雲靈靜頂項順須預頓願類顧風飛飯飲養餓駕騎驗髒鬆鬧魚鳥鹽麗麥黃黨齊齒龍龜兩冊凍幾劃劇劉劍務勞勢勝協卻厭參叢呂嗚嘆嘔"
    "嚐園圍圖圓塊塗墊墳墻壘壩壺壽夢夾奪奮婦嬰孫學寧寶實審寫寬將專尋屍屬岡島嶺巖幣帶幹庫廁廚張強彎彙徑復徹恆惱惡慘慣慶"
    "懷懸懶戲戶拋捨掃掛採換揮損搖搶撐撥撲擁擇擋據擠擴攝攤敗敵數於晉暈暫曉書朧東條極榮樂樣樹橋機檢櫃欄權歐歲歸殼毀氣氫"
    "沖決洩淚淺渾湯溫滅滯漁漢漲潛潰澤濃濕灣灑烏煩熱營爐爛爭爺牆獨獄獲獵環瑪產畢畫異當療癒皺盜盡監盤眾睏瞭礎禮禍種稱穩"
    "窩窮竄筆節範築簡簽籃糧紅約納紐純紙細終結給統絲綠維網線緩練縫縮繞繼續罰罵罷義習聖聞聰聲職腦腫腳腸膚臉臟臥臨舉舊艙"
    "艦艱藝蘇蘭虛蟲蠟術衛衝補裝製複規視覽觀觸計訊討訓託記訪設許訴診詞試詢詳誌語課調談論諾謀謂證譯議讀變豐豬負財貢貧貨"
    "販貫責貴買費賀資賓賠賤賴購贈贊趙趕趨跡踐踴躍軌軟較載輕輛輪輸轉辦辭農迴遊違遞遷適遺郵鄧醜釋針釘鈴鉛銅鋪鋼錄錶鍋鏈"
    "鏡鑰閃閒閱闆闖陣隻雞霧韓響頁頃額顏顯飄飾饑駐驅驟鬥鬱麵龐並儘癲癇樑籬壟瀉瀕鬍齡鏟鑽隕淪瓏嘩噴嗆瘋瘡癱癢盪勁勸吳餵"
    "齣衆倖僅傳傾價優儀億償側傘",
    "没无伤险帮亲个国际离开这里里坏电话号码谁吗还关系楼错认识请时间们来现过谢会对说车后见点妈爸爱员处场远难体态状况内"
    "应该觉担忧发烧医药护严紧动脱绝烟灾淹断头压废坠枪击杀袭劫绑质贼骗订欢兴准备听让从么问题总为与报边儿团队长门闭锁层"
    "灯尘残弹掳炮战军单误厅馆厂广区县乡镇联络系级组织领导惊吓惧栗颤余历经进运连周达迟逻选邻钟钱银铁销阳阴陈陆阶随双杂"
    "云灵静顶项顺须预顿愿类顾风飞饭饮养饿驾骑验脏松闹鱼鸟盐丽麦黄党齐齿龙龟两册冻几划剧刘剑务劳势胜协却厌参丛吕呜叹呕"
    "尝园围图圆块涂垫坟墙垒坝壶寿梦夹夺奋妇婴孙学宁宝实审写宽将专寻尸属冈岛岭岩币带干库厕厨张强弯汇径复彻恒恼恶惨惯庆"
    "怀悬懒戏户抛舍扫挂采换挥损摇抢撑拨扑拥择挡据挤扩摄摊败敌数于晋晕暂晓书胧东条极荣乐样树桥机检柜栏权欧岁归壳毁气氢"
    "冲决泄泪浅浑汤温灭滞渔汉涨潜溃泽浓湿湾洒乌烦热营炉烂争爷墙独狱获猎环玛产毕画异当疗愈皱盗尽监盘众困了础礼祸种称稳"
    "窝穷窜笔节范筑简签篮粮红约纳纽纯纸细终结给统丝绿维网线缓练缝缩绕继续罚骂罢义习圣闻聪声职脑肿脚肠肤脸脏卧临举旧舱"
    "舰艰艺苏兰虚虫蜡术卫冲补装制复规视览观触计讯讨训托记访设许诉诊词试询详志语课调谈论诺谋谓证译议读变丰猪负财贡贫货"
    "贩贯责贵买费贺资宾赔贱赖购赠赞赵赶趋迹践踊跃轨软较载轻辆轮输转办辞农回游违递迁适遗邮邓丑释针钉铃铅铜铺钢录表锅链"
    "镜钥闪闲阅板闯阵只鸡雾韩响页顷额颜显飘饰饥驻驱骤斗郁面庞并尽癫痫梁篱垄泻濒胡龄铲钻陨沦珑哗喷呛疯疮瘫痒荡劲劝吴喂"
    "出众幸仅传倾价优仪亿偿侧伞",
)
#: What only Cantonese writes, in the characters of the lists.
CANTONESE = str.maketrans(
    "唔冇係佢喺咗嘅哋嚟睇啲嗰咁乜嘢啱搵畀俾惗諗谂瞓攞冧嘥喎㖞",
    "不没是他在了的们来看些那这么么对找给给想想想睡拿塌费哦哦",
)
#: What signs say, in words of the lists.
EMOJI = str.maketrans(
    dict.fromkeys("🆘🚨", " sos ")
    | dict.fromkeys("🚑🏥🩺💉", " ambulance ")
    | dict.fromkeys("🤕🩹🦴♿", " injured ")
    | dict.fromkeys("🔥🚒🧯", " fire ")
    | dict.fromkeys("🔫🔪🗡💣💥🧨🪖", " attack ")
    | {"🩸": " blood ", "⛑": " help ", "🌊": " flood ", "💀": " dead ", "☠": " dead ", "😱": " scared ", "&": " and "}
)

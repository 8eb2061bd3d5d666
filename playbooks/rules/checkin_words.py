"""What check-in answers are made of, in six languages: data alone, so that a speaker of the language can check it.

Written as people type: without accents, Chinese simplified (traditional characters are turned into it). ``|`` and
new lines part alternatives, ``(a)`` chooses, ``(a)?`` may be missing. English contractions are joined ("can't"
is "cant"), other apostrophes are spaces ("j'ai" is "j ai"). Transliterations are words like any other. Where two
lists hold the same phrase the order of `checkin_replies` decides; the longest phrase wins over shorter ones.
Our choice throughout, after domain 3.5 and 3.7. See `checkin_context` for what stands around these.
"""

from __future__ import annotations

#: Says that the writer is safe, negations that belong to the idiom included.
SAFE = """
safw|saafe|zafe|salfe|fibe|fnie|gudd|goood|oks|okaay|okat|okayy|alryt|alrt|all rite|alryte|al good|allgood|allok
allsafe|imok|imfine|iamsafe|iamfine|byen|bein|bine|biem|biien|vien|bienn|tres b|tres bn|tutto ok|харашо|хоршо
хорошо все|нормльно|нрм|нормааал*|в порядк|впоряде|в парядке|бизапасно|بخر|بخيرر|بحير|بيخر|بخيير|كوايس|كويسس|كوييس
تماام|تمم|تماااام|منيحح|مننيح|بامااان|امااان|没四|眉事|莓事|平按|平an|按全|暗全|岸全|安铨|安拳|安権|meishi a|我们都好|我们好|咱们都好|家(里)?(都|人都)?好
一切如常|如常|都没啥事|安然无事|木有事|么得问题|sin (problema|problemas)|everything (okay|alright|ok here)|all (okay|alright|k)|kampe
i dey kampe|dey fine|i dey fine|dey alright|dey okay|dey ok|dey well|dey safe|hale and hearty|in one piece
still standing|as right as rain|ol rait|olrait|okies|gucci|peachy|unaffected|not affected|no wahala|no shaking
no yawa|very much (safe|fine|ok|well)|ok here|k here|no worries here|safe n sound|safensound|saaf|saif|sefe|saffe
fyne|aight|ight|out of harm|i am well|well and safe|safe and well|in good (health|shape|spirits|condition|hands)
all is (well|good|ok|fine|safe)|alls (well|good)|everything (is )?(ok|fine|good|well|alright|under control|normal)
under control|i made it|we made it|intact|securité|securitee|sekurite|securiter|secu|sein et sauf|sains et sauf
sain é sauf|sain et saufs|en vie et en bonne|correct|correcte|ben correct|ben correcte|on est correct|en ordre
tout est en ordre|tout est (ok|bon|bien|correct|calme|normal|sous controle)|ca joue|tout joue|ca le fait|tranquille
tranquil|au top|bonne forme|en forme|en pleine forme|a l aise|bi1|b1|bien portant|bien portante|zen|tip top|au calme
ca roule|ca gaze|ca baigne|tout baigne|tout roule|tout nickel
ca va (bien|tres bien|super|nickel|hein|moi|aller bien maintenant)|rien de mal|rien eu|non touche|va tres bien
vais tres bien|allons bien|allons tres bien|vont bien|on va bien|me porte bien|nous portons bien|porte bien
bien rentre|bien rentree|bien arrive|on est ensemble|ya pas de souci|pas de pb|a labri|mis a l abri|a couvert|bn
re bien|rebien|bien bien|de lujo|bacan|chido|piola|pura vida|chevere|joya|tuanis
todo (chido|bacan|piola|chevere|joya|fino|tuanis|perfecto|normal)
todo (calmado|controlado|en paz|ok|nice|legal|super|al cien|de lujo)|al cien|a todo dar|sin problema alguno|al pelo
tranqui|tranki|tranquis|to bien|tó bien|toa bien|tudo bem|protegid*|asegurad*|salva y sana|salvos|bien gracias
bien aca|me encuentro bien|ando bien|sigo bien|quede bien|sano|sana|sanos|en perfecto estado|buen estado|buena salud
bajo control|en resguardo|resguardad*|fuera de todo peligro|a salbo|sin daño|sin rasguno|sin un rasguno
sin contratiempos|путем|путём|зашибись|чики пуки|жив цел|жив и цел|живои и здоров*|живы и целы|живая и здоров*
живехоньк*|все (путем|супер|гуд|океи|окей|ок|тип топ|пучком|чики|класс|штатно|по плану)
все (под контролем|целы|живы|чотко|четко|збс|благополучно|замечательно|прекрасно|в норме|ништяк|тихо|стабильно)
благополучно|штатно|под контролем|окейно|номально|нормуль|нормально все|нормалек|ништяк|пучком|чики|не пострадал
не пострадала|обошлось|пронесло|добрался|добралась|добрались|в полном порядке|усе нормально|усе добре|все добре
добре|в целости|в целости и сохранности|в сохранности|bezopasno|v norme|norm vse|vse norm|vse super|vse putem|zhivoy
zhivaya|مزيان|مزيانه|مزيانين|لباس|لابأس|لا بئس|بيخير|بيخيير|غايه|غاية|باهي|باهيه|باهين|عال|عال العال|ميه ميه
ميه بالميه|مية مية|ميت فل|فل|زي الفل|تمام التمام|تمام تمام|بألف خير|بالف خير|كله بخير|سالمين غانمين|ما فيني شي
ما بي شي|ما بيا شي|مافيني شي|مافيا والو|ما فيي شي|ما صابني شي|ما صار شي|ما صارلي شي|ماصارلي شي|ما حصل شي|محصلش حاجه
ماصار شي|ماحصل شي|كل الامور (تمام|بخير|طيبه|جيده)|الامور (تمام|بخير|طيبه|جيده|طبيعيه|بخير)
الوضع (تمام|بخير|جيد|امن|طبيعي)|في الامان|بالسلامه|بحفظ الله|ف امان|اوكيه|كولشي مزيان|كلشي مزيان|كلشي بخير|كلشي تمام
كلو تمام|كلو بخير|كل شي تمام|كل شي بخير|هاني|هانيه|مكان امن|في مكان امن|بمكان امن|نجوت|نجونا|سلمت|سلمنا|حي ارزق
مطمئن|مطمن|مستقر|mezyan|mezyana|mzyan|mzyana|hanya|behi|behia|ghaya|labes|la bes|bikhir|bkhir|bkheer|b khair|b kheir
b 5er|b5eer|be kher|be khair|b aman|bi amen|b amen|bel aman|fi amen|kwayseen|kuwayseen|kwaysin|kwayiseen|kwaisa
kwayesah|kuwaies|mne7|mnee7a|mni7a|mnih a|mneeha|mnii7|mli7|mlih|mli7a|mleeh|zayn|zayna|zena|kollo tamam|kolo tmm
tmm|tamem|temem|kelshi tamem|kelshi tamam|kulshi tamam|kulshi zain|mabsout|salim|salema|salma|salem|salmin|报平安|安好勿念
安然|还活得好|没啥事|无大事|没受影响|没影响|不受影响|毫无影响|冇事|冇问题|冇乜事|没乜事|没咩事|好安全|好平安|幾好|几好|好得很|挺好的|蛮好|还不错|都OK|都ok|均安|均平安|全部平安|一切平安|一切顺利|都很好
都很安全|都挺好|人没事|人都没事|人平安|人安全|平平安安|安安全全|安全着|活蹦乱跳|健在|安全到家|已到安全|到了安全|安全地带|安全地方|安全区|铵全|安圈|平案|木事|莫事|么事|么得事|无碍|无虞|无须担心|安全撤离
安全撤出|顺利撤离|无受伤安全|ho on chyun|mou si|mou6 si6|mo si|wo ping an|woanquan|womeishi|wo mei shi|wopingan|henanquan
hen an quan|hen ping an|yi qie ping an|dou mei shi|doumeishi|ping an wu shi|mei shi de|meishide|not a problem
estoy perfectamente|гуд|kolo tmam|(in|at) safety|alrite|sayf|all gud|fine and dandy|gut|tutto bene|safe|saf|saef
sfae|safee|sfe|safr|seif|safely|safe and (sound|well)|secure|unharmed|unhurt|uninjured|unscathed|sheltered
(i am|im|we are|were|iam|am) save|no (problem|problems|issue|issues|prob|probs)( at all| here)?
nothing (to report|happened)|all clear|fine|fyn|fien|fne|alright|allright|all right|good|gud|gd
(am|im|are|is|doing|very|all|safe and|alive and|keeping|feel|feeling|being|going) well|great|perfect|okey dokey
all (ok|okay|good|fine|safe|gud|k|well)|no damage here|doing (great|ok|good)|en securite|en surete|en secu
en lieu sur|a l abri|sain et sauf|saine et sauve|sains et saufs|sain et sauve|hors d atteinte|indemne|indemnes
securise|bien|tres bien|va bien|vais bien|tout va bien|tt va bien|tout va tres bien|ca va|sa va|cava|nickel|impec
tout est ok|rien a signaler|ras|pas de (probleme|problemes|souci|soucis|pb)|aucun (probleme|souci)
sans (probleme|souci)|en bonne sante|a salvo|asalvo|salvo|sano y salvo|sana y salva|sanos y salvos|seguro|segura
seguros|seguras|en lugar seguro|resguardado|resguardada|ileso|ilesa|ilesos|todo bien|tdo bien|muy bien|estoy bien
toy bien|todo en orden|en orden|todo tranquilo|tranquilo|tranquila|sin novedad|sin novedades|ningun problema
no (hay|tengo) (problema|problemas|novedad)|no pasa nada|no (me )?(ha pasado|paso) nada|todo bn|de maravilla|todo ok
todo correcto|perfecto|в безопасности|в безопастности|вбезопасности|безопасно|безопасном|в безопасном месте|цел|цела
целы|невредим|невредима|невредимы|цел и невредим|жив и здоров|жива и здорова|живы и здоровы|жив здоров|жива здорова
живы здоровы|в порядке|впорядке|порядок|порядке
все (в )?(порядке|порядок|хорошо|нормально|норм|ок|отлично|супер|спокоино|путем)|нормально|норм|нормас|отлично
прекрасно|хорошо|спокоино|спасен|спасена|в норме|здоров|здорова|здоровы|без (происшествии|проблем)|проблем нет
нет проблем|v poryadke|v poriadke|v porjadke|vporyadke|vse ok|vse okei|vsyo ok|vse horosho|vse xorosho|vse khorosho
vsyo horosho|vse v poryadke|vse v poriadke|vsyo v poryadke|vse normalno|vsyo normalno|normalno|norm|horosho|khorosho
otlichno|v bezopasnosti|bezopasnosti|zhiv zdorov|zhiva zdorova|tsel|tsela|poryadok|بامان|بالامان|في امان|في مامن
امان|امن|امنه|امنين|امنون|سالم|سالمه|سالمين|سالما|سليم|سليمه|بسلام|بسلامه|بخير|بافضل حال|على ما يرام|علي ما يرام
على خير ما يرام|كويس|كويسه|كويسين|منيح|منيحه|مناح|مليح|لاباس|لا باس|بصحه جيده|بحاله جيده|بحال جيد|جيد|جيده|تمام|زين
زينه|زينين|(انا|احنا|نحن|كلنا|الحمد لله) طيب|طيب (الحمد|والحمد) لله|طيبه|طيبين|ماشي الحال|كل شيء (تمام|بخير|جيد|على ما يرام|علي ما يرام|طيب)|كله تمام|لا مشكله
ما في مشكله|مافي مشكله|مفيش مشكله|لا توجد مشكله|لا توجد مشاكل|مرتاح|عايش بخير|kwayes|kwayis|kwayyes|kwaies|kuwayes
kowayes|kwayesa|kwayeseen|kwaysa|bikhair|bikhayr|bikher|bekheir|bkhair|bkher|bi khair|bi khayr|b5air|b5er|b5eir
be5er|bikhear|tayeb|tayyeb|tayib|tayeba|tamam|tmam|mnih|mni7|mneeh|mnee7|mniha|zain|zein|labas|la labas|bi aman
biaman|beaman|bi amaan|fi aman|ana (salim|salem|salema|salma)|kullu tamam|kolo tamam|kol shi tamam|meyye bel meyye
安全|平安|我很好|很好|都好|挺好|还好|一切都好|一切都很好|一切安好|安好|一切正常|正常|没事|没事儿|没事情|沒事|都没事|没问题|无事|无恙|安然无恙|无大碍|没大碍|毫发无损|好好的|没什么事|没有问题|不要紧
没关系我很好|我好|们好着|们很好|安全的|安全了|anquan|an quan|ping an|pingan|hen hao|henhao|wo hao|hai hao|haihao|mei shi|meishi|meishier
mei wenti|meiwenti|mei you wenti|dou hao|douhao|ting hao|yiqie dou hao|yiqie zhengchang|zhengchang
"""
#: Says so too, but people also type them merely to have answered.
SAFE_WEAK = """
ok|okay|okey|oki|okk|oke|okei|oky|o k|okie|k o|yes|yep|yeah|yess|yup|yea|ye|ya ok|yes i am|yes we are|oui|ouais|wi
ouii|si|sii|sip|claro que si|si estoy|si gracias|si todo|да|ага|дада|ок|океи|da|نعم|ايوه|ايوا|اي|اجل|ايه|اوكي|اوك
اوكيه|naam|na3am|aywa|aiwa|eywa|是|是的|是啊|对|对的|shi|shi de|shide|dui
"""

#: Says that the writer is not where the incident is.
ELSEWHERE = """
(not|dont|didnt|do not|did not) (working|work|go to work|come to work|at work) ?(today|this week)?|not at work
not in office|at work in another|(ne )?travaill(e|ais) pas (aujourd hui|ce jour|cette semaine|demain|le|hier)
pas au (boulot|travail|taf)
no (trabajo|fui|vine|voy|asisti|trabaje) (hoy|a la oficina|a trabajar|al trabajo|a laborar)|no (vine|fui) hoy
не на работе|сегодня не (работаю|на работе|вышел|вышла)|не работаю сегодня|не вышел на работу|не вышла на работу
(مش|لست|مو|ما|ماني) (في الشغل|بالشغل|في العمل|بالدوام|في الدوام)|ما داومت|ماداومت|没上班|没去公司|没有上班|out of station
outstation|out of (the )?(city|country|town|region|state|building|addis|nairobi|station)|travel(l)?ed|traveling
travelling|i travel|i traveled|travelled (to|out|home|abroad)|not around|no dey (around|there|town|country|office)
(based|living|located|posted|stationed) (now )?(in|at) (another|a different|bangkok|geneva)
(based|living|located|posted|stationed) (now )?(in|at) (paris|london|france|dubai)
(based|living|located|posted|stationed) (now )?(in|at) (new york|nairobi|lagos|vienna)
(based|living|located|posted|stationed) (now )?(in|at) (switzerland|europe|asia|my country|my hometown)|now based
(i|we) (have )?moved|moved (away|out)|relocated|transferred to|reassigned
left (ethiopia|the duty station|addis|the organization|the region)|back (in|to) (geneva|my country|europe|hq)
at (hq|headquarters)|on (transit|layover|r and r|rnr|rest and recuperation)
on (maternity|paternity|compassionate leave|home leave|secondment)|r and r|at the airport in|in transit|flying to
visiting family|out of duty station|off duty station|not on site|not onsite|working remotely from|telecommuting
hometown|in my village|up country|upcountry|quitte (le bureau|le pays|la ville|addis|l ethiopie|geneve|dakar)
plus en poste|mute|mutee|affecte a|base a|basee a|je vis (maintenant )?a|vis maintenant|habite maintenant|voyagé a
je suis voyage|suis alle au|au village|au bled|hors du (pays|bureau|site|territoire|secteur)|en formation
en seminaire|en stage a|a la maison a|pas au (pays|bureau|travail)|pas la bas|pas labas|pas laba|en mission a|rtt
en recuperation|en recup|en arret maladie|arret maladie|en repos|en transit|a l etranger|en dehors
en dehors (du|de la|de) (pays|ville|zone|site)|teletravail|teletravaille|je teletravaille|teletrabajando
trabajo remoto|en remoto|remoto|home office|teletrabajo|en teletrabajo|deje la oficina|dejé la oficina|me mude
ahora vivo en|vivo en|vivo ahora|fui trasladad*|trasladad*|destinad* en|ya no vivo|ya no estoy en|en mi pueblo
de vacas|vacas|de paseo|en comision de servicio|fuera del pais|fuera de la ciudad|fuera de la zona|fuera de aqui
otro estado|en otro estado|otro departamento|en el exterior|de permiso|de feriado|con licencia|ando de viaje
en provincia|en el campo|en la playa|no ando (por )?(alla|ahi|alli|en)|на удаленке|на удалёнке|на даче|за городом
переехал|переехала|переехали|перевел(ся|ась|ись)|теперь живу|живу теперь|живу в другом|живу сеичас|уехал* (в|из|на)
вылетел|вылетела|улетел*|в отъезде|в поездке|в другои области|в другом раионе|нет в (городе|стране|офисе|здании)
не в городе|не в стране|на больничнои|декрет*|отгул|в деревне|в гостях|в пути домои из|на сессии|в аэропорту
na udalenke|na dache|v otpuske|ya v otpuske|uletel*|v komandirovke|انتقلت|نقلت|نقلوني|اعيش الان في|ساكن الان|مقيم في
مقيمه في|عايش في|عايشه في|برا (لبلاد|البلد|المدينه|السودان|اثيوبيا|الدوله)|برات (البلد|المدينه)
خارج (اثيوبيا|اديس|المقر|العمل|الموقع|نطاق)|ف كونجي|فكونجي|كونجي|كونجيه|فكازا|في كازا|كونجي سنوي|فالكونجي|في العطله
عطله|العطله|بعطله|اجازه مرضيه|اجازه سنويه|مهمه عمل|مهمه خارج|رحله عمل|مسافرين|رايح سفر|ف سفر|فالبلاد|بالضيعه
في الضيعه|بالقريه|في القريه|دوام عن بعد|شغال من البيت|بشتغل من البيت|عم بشتغل من البيت|خدام من الدار|تيليترافاي
تما لا|ماشي تما|مش تما|ماكنش تما|مكانيش تما|مش متواجد|مو متواجد|مش موجود|مو موجود|مانيش (هنا|تما|لهيه|غادي|في)
ماراني (هنا|تما|لهيه|في)|msafer|msafra|mesafra|msefer|musafra|mesh fel balad|mish bil balad|mesh henak|mish honik
mesh hena|3otla|conge|barra el balad|bel bayt 3am b|在外地|在外边|在外省|外省|在老家|老家|回老家|回乡|乡下|在香港|在台北|在台湾|在美国|在欧洲|在伦敦|在东京|在曼谷
在新加坡|在上海|在北京|在广州|人在(外地|国外|台北|香港|北京|上海|日内瓦|家乡|老家)|喺香港|喺外地|调离|已调离|调到|调往|搬到|搬去|现住|现居|移居|离任|去了外地|回国|回国了|休年假|放年假|放大假|放假中
度假中|补休|轮休|调休|探亲|居家|居家办公|在家上班|在家工作|在屋企做嘢|唔喺度|唔喺嗰度|唔喺公司|不在度|不在那度|不在嗰度|不在公司|没在现场|今天没上班|没去上班|远程|线上办公|zai chuchai
zai xiujia|bu zai dangdi|buzai dangdi|bu zai na|zai waidi|zai guowai
(safe|ok|fine|am|im|are|still|now|currently)? (elsewhere|somewhere else|far away|faraway)|elsewhere|somewhere else
far away|(am|im|are|been|currently|still|was) away|away (today|this|until|for|on)
out of (office|town|the office|country|the country|the city|city|area|the area)|ooo|o o o|abroad|overseas
another (country|city|place|town|office|duty station|continent)|other (country|city)|different (country|city|place)
another site|(on|in) (my |a |an |our )?(annual |home )?(leave|holiday|holidays|vacation|vacations)
(on|in) (my |a |an |our )?(sick |parental |maternity )?(leave|holiday|holidays|vacation|vacations)
(on|in) (my |a |an |our )?(paternity |medical )?(leave|holiday|holidays|vacation|vacations)
(on|in) (my |a |an |our )?(study |special |unpaid )?(leave|holiday|holidays|vacation|vacations)
on (official |a |duty )?(mission|travel|secondment|sabbatical|detachment)|on (business|work) (trip|travel)
business trip|annual leave|home leave|maternity leave|paternity leave|parental leave|holidays|vacation|vacations
on vac|(working|work|teleworking) from (home|abroad)|wfh|teleworking|telework|teleworking today|remote|remotely
working remotely|(day|days) off|off (duty|today|site|work)|offsite|off site
left (geneva|the city|the country|town|the area|yesterday|last week)|(didnt|did not) (go|come) (in|to|into)|en conge
en conges|en vacances|vacances|en mission|en deplacement|en voyage|en teletravail|ailleurs
hors (site|zone|de la ville|du pays|de geneve|de portee|bureau)|absent|absente|absents|en rtt|conge maternite
conge parental|conge maladie|en detachement|loin|pas sur (place|site|zone)|autre (pays|ville|site)
un autre (pays|ville|site)|parti en|partie en|je suis chez moi en|de vacaciones|en vacaciones|vacaciones|de licencia
en licencia|de viaje|viajando|en mision|de mision|de comision|en comision|en el extranjero
fuera( de( la| el)? (zona|ciudad|pais|oficina|ginebra))?|en otro (lugar|pais|sitio)|otro pais|otra ciudad
en otra (ciudad|parte|sede)|lejos|trabajando desde casa|desde casa|de baja|baja maternal|baja medica|de descanso
dia libre|ausente|в отпуске|в отпуск|отпуске|отпуск|в командировке|командировке|командировка|на больничном
на каникулах|за границеи|заграницеи|за рубежом|в другом (месте|городе|здании|офисе)|в другои стране|другом городе
другои стране|уехал|уехала|уехали|далеко|отсутствую|вне (офиса|города|зоны|страны)|удаленно|удаленка|работаю из дома
из дома|в отгуле|в декрете|выходнои|меня там нет|меня нет (там|в|на|здесь)|нас там нет|otpuske|za granitsei
za granicei|uehal|uehala|v drugom gorode|v drugoy strane|في اجازه|باجازه|اجازه|اجازتي|باجازتي|مجاز|مجازه|في مهمه
بمهمه|في مهمه رسميه|في سفر|مسافر|مسافره|سافرت
خارج (البلاد|البلد|المدينه|المكتب|المنطقه|جنيف|الدوله|المكان|المبني|القطر)|برا البلد|بره البلد|برا المدينه|بالخارج
في الخارج|في مكان اخر|بمكان اخر|مكان ثاني|في مدينه اخري|في بلد اخر|في دوله اخري|بعيد|بعيده|بعيدا
اعمل من (المنزل|البيت)|عن بعد|ajaza|agaza|egaza|fi ajaza|fi egaza|musafir|mesafer|mosafer|休假|年假|在休假|请假|度假|放假|产假|病假
出差|外地|外面出差|在国外|国外|海外|在海外|旅行|旅游|出国|在别处|别的地方|别的城市|其他地方|其它地方|其他城市|另一个城市|不在当地|不在现场|不在这里|不在那里|不在这儿|不在那儿|不在那边|不在这边|不在办公室
不在城里|不在国内|不在大楼|远程办公|在家办公|人在外|bu zai|buzai|xiujia|xiu jia|chuchai|chu chai
"""
#: A negation with a preposition: "not in ...", which is no danger unless what follows is a safe word.
AWAY = """
far (away )?from|away from|loin de|lejos de|далеко от|بعيد عن
(not|never) (currently |now |presently |physically |even |actually |there now |longer )?(in|at|near|there)
(not|never) (currently |now |presently |physically )?(here|inside|around|present|affected)
(not|never) (even |actually |there now |longer )?(here|inside|around|present|affected)
(not|never) (currently |now |presently |physically )?(concerned|on site)
(not|never) (currently |now )?(on the (site|premises|spot|ground|campus)|onsite|on location)
(not|never) (presently |physically )?(on the (site|premises|spot|ground|campus)|onsite|on location)
(not|never) (even |actually |there now |longer )?(concerned|on site)
(not|never) (even |actually )?(on the (site|premises|spot|ground|campus)|onsite|on location)
(not|never) (there now |longer )?(on the (site|premises|spot|ground|campus)|onsite|on location)
(not|never) (currently |now |presently |physically )?(on duty|on campus|from there|close|based (in|at|there))
(not|never) (even |actually |there now |longer )?(on duty|on campus|from there|close|based (in|at|there))
no longer (in|at|there)|(isnt|arent|wasnt|aint|werent) (in|at|there|here|near)|nowhere near|non concerned
outside( of)? geneva|(ne |n )?(suis|sommes|etais|etions|serai) pas (a|au|aux|en|dans|sur|la)
(ne |n )?(suis|sommes|etais|etions|serai) pas (ici|present|presente|concerne|concernee|pres|la bas)
pas (a|au|aux|en|dans|la|ici|present|presente|concerne|concernee|la bas|sur les lieux|sur geneve)
(ne |n )?(suis|sommes) plus (a|au|aux|dans|la)|y suis pas|y etais pas|n y suis pas
no (estoy|estamos|estaba|me encuentro|nos encontramos|toy)( ahora| actualmente)? (en|alli|ahi|aqui|alla)
no (estoy|estamos|estaba)( ahora| actualmente)? (aca|cerca|presente|dentro|por)
no (me encuentro|nos encontramos|toy)( ahora| actualmente)? (aca|cerca|presente|dentro|por)
no (en|alli|ahi|aqui|alla|aca)|ya no (estoy )?(en|alli|ahi)|no afectado|no afectada
(не|нет|нету) (сеичас |был |была |нахожусь |живу |работаю )?(в|во|на|у|там|тут|здесь|рядом)|не там|я не там|ne tam
ne v|ne na|ne zdes|не местныи
(لست|لسنا|ليس|مش|مو|مب|ما|غير|ماني|ماكنت|لم اكن|ما كنت) (في|هناك|هنا|موجود|موجوده|متواجد|متواجده|بالموقع)
(لست|لسنا|ليس|مش|مو|مب|ما|غير|ماني|ماكنت|لم اكن|ما كنت) (حاضر|قريب|قريبه|بالمنطقه|بالمبني|بالمكتب|بجنيف|متاثر)
(msh|mish|mesh|mush|mo|mu) (fi|fel|hena|hon|henak|hnak|mawgood|mawjoud)|不在|没在|并不在|没有在|不在那|不在这|没去|没有去
"""

#: The number belongs to somebody else, or to nobody of ours (domain 3.5).
WRONG_NUMBER = """
wrong|(я )?(вас|тебя) не знаю|(я )?не знаю (вас|тебя|кто (вы|это))|не знаю кто
(not|im not|i am not|this is not|this isnt|its not) (for me|my name|his number|her number)
(not|im not|i am not|this is not|this isnt|its not) (him|her|that person|(the )?owner)|dont have any
you (texted|messaged|called) the wrong|u (hav|have|got) (the )?(wrong|rong)|rong number|wrng number|wrong nmbr
wrong numba|who r u|who u|hu is this|who be this|who be you|dont know any|i dont know this
never worked (at|for|with|there|here|in)|no longer (at|with|employed|in) (itu|the itu|un|the un)|not (itu|un) staff
not with itu|(changed|new owner of this) number|vous faites erreur|erreur de personne|mauvaise personne
trompe de personne|trompe de num|trompez de|ki c|ki ce|cki|kiki|ki est ce|ki et vs|c ki|qui c est ca|t ki|vs etes ki
t es qui|tu es qui|qui es tu|vous etes qui|je (ne )?vous connais pas|connais pas ce
c est pas (moi|mon|le bon|mon numero)|ce n est pas (moi|mon|le bon|mon numero)|plus (a|chez) l uit
(ne )?suis (plus|pas) (a|de|chez|employe|un employe) (l uit|uit|cette)|numero ekivocado|ekivocado|equibocado
equivocaron|se equivocaron|te confundiste|se confundio|me confunden
no soy (la|esa|ese|el que|de la|quien|su|empleado)|kien (eres|es|sos|habla)
quien (carajo|chucha|mierda|diablos) (eres|es)|quien me habla|con quien hablo|de parte de quien|quien escribe
no se quien (eres|es)|no los conozco|no trabajo (en|para|con|ahi|alli)|yo no trabajo|nunca trabaje|numero errado
numero malo|(este|ese) no es (mi|el|su) (numero|telefono)|а вы кто|вы кто|вы кто такие|кто вы|кто такои|а кто это
это кто пишет|не по адресу|вы ошиблись|ошибочка|ошиблись адресом|перепутали|ошибочныи номер|другои человек
это не (он|она|ее номер|его номер|тот)|не знаю (вас|тебя|такого|таких)|не сотрудник|не ваш сотрудник
я не из (мсэ|оон)|никогда не работал*|больше не (работаю|сотрудник)|a vy kto|vy kto|ne tuda|ne tot nomer|oshiblis
شكون|شكون انت|شكون معايا|شكون هذا|اشكون|منو معي|منو هذا|من معي|من المتكلم|مين بيحكي|مين عم يحكي|مين اللي معايا
مين حضرتك|مين انتو|مين ده|انت مين|انتو مين|نمره غلط|رقم غلط|غلطت|غلطتوا|غلطتو|غلطتي|غالطين|غالط|غلط بالرقم
غلط في النمره|الرقم مش صح|مو رقمي|مش رقمه|هذا مو|هذا ليس (رقم|رقمه|رقمها)|ليس رقم*
(لا|ما|مش|مو) (اعمل|بشتغل|اشتغل|شغال|موظف|نخدم|خدام|بعرفك|نعرفك|عارفك|اعرفكم|بعرفكن|بعرفكم)( في| عند| مع| ب)?
ماشي انا|مشي انا|مانخدمش|ماكنعرفكش|معرفكش|معرفكوش|min ma3i|min ma3aya|meen ma3i|min enta|meen enta|min hada|chkoun
chkoon|shkoun|men ma3i|meen inta|raqm ghalat|ra2m ghalat|rakm ghalat|nimra ghalat|ghaltan|你係邊個|你是哪个|你是哪位|你边个|边个|你是边个
系边个|是边个|邊位|边位|谁呀|谁发的|你找谁|找谁|不是我|不是我的号码|(我)?不是(国际电联|你们|贵|这个|电联|联合国)(的)?(人|员工|职员|公司|单位)?(的)?|不在(国际电联|电联)(工作|上班)
(发|打|找|搞|弄|传|按|拨)错(了|人|号|号码|人了|电话)?|号码(错了|错|有误|不对|打错)|传错|拨错|错误号码|认错|不认得|不识你|我不认识|唔识你|打错电话|da cuo le|fa cuo le
ni shi shei|ni shi na wei|ni na wei|cuo le hao|wrong (number|num|no|person|phone|numbr|nmber|guy|recipient|contact)
(you|u) (have|got|have got)( the)? wrong|who (is|r|are) (this|u|you|that)|whos (this|that)|who dis|new phone
(dont|do not|not) know (you|u|who|this|what this|who you)
(dont|do not|doesnt|never) work (at|for|with|there|here|in)|not (an )?(employee|staff|your employee)
no longer (work|working|employed|with|at itu)|left (itu|the itu|the un|the organisation|the organization)
wrong adress|wrong address|mistaken number|not (me|my number|the right person|the person)|i am retired|im retired
never heard of|no such person|misdirected|wat is this|what is this|what is itu|mauvais (numero|num|destinataire)
faux numero|erreur de (numero|destinataire)|(vous )?(vous )?(etes trompe|trompez|etes trompes|trompes)
trompe de numero|qui (est ce|etes vous|es tu|est la|c est|etes vs)|c est qui|ki es tu
(je )?(ne |n )?(vous |te )?connais pas|(ne |n )?travaille (pas|plus)|plus employe|je suis retraite
pas (le bon numero|moi)|numero (equivocado|incorrecto|erroneo)
(se|te) (equivoco|equivocaste|equivoca|ha equivocado|has equivocado)|equivocado|equivocada
quien (es|eres|sos|habla|escribe|me escribe)|no (te|lo|los|la|le) (conozco|conosco)|no se quien
no (conozco|trabajo|trabajo ahi)|ya no trabajo|no soy (yo|empleado|empleada|esa persona)|error de numero
(вы )?ошиблись( номером)?|ошибся номером|не туда попали|не туда|не тот номер|неправильныи номер|неверныи номер
кто (это|вы|ты|пишет)|ты кто|это кто|не знаком|не работаю|я не работаю|больше не работаю|уволился|уволилась
на пенсии|не тот человек|oshiblis nomerom|kto eto|kto vy|رقم (خاطئ|خطا|غلط)|الرقم (خاطئ|خطا|غلط)|(خطا|غلط) في الرقم
غلطان|غلطانين|النمره غلط|من (هذا|انت|انتم|معي|المتصل)|مين (معي|انت|هذا|انتم|حضرتك|ده)|منو (هذا|انت)
(لا|ما|مش) (اعرفك|اعرفكم|اعرف من|عارفك|بعرفك|بعرفكم)|لا اعمل (في|لدي|مع|عندكم)|لم اعد اعمل|لست موظفا|لست موظف
لست موظفه|raqam ghalat|ra2am ghalat|rakam ghalat|nemra ghalat|min inta|min anta|meen|打错|发错|错号|号码错|电话错|号码不对|打错了|发错了
搞错|弄错|错人|找错|认错人|不认识|你是谁|您是谁|谁啊|你谁|您哪位|哪位|是谁|不是我的|不是本人|已离职|离职了|退休了|dacuo|da cuo|facuo|fa cuo|ni shi shui|bu renshi
burenshi
"""

#: Words on which carriers act before anybody reads them (domain 3.7).
STOP = """
remove me|remove (me|my number|us) from|remove my number|delete my number|delete me|take me off
(cancel|end) (subscription|my subscription|messages|the subscription)|unsub|opt me out|opt out please
no more (messages|texts|sms)|stop (texting|messaging|sending|sms)|ne plus (m envoyer|envoyer|recevoir)
ne plus recevoir|plus de (sms|messages)|retirez moi|supprimez mon numero|supprimer mon numero|resilier|se desabonner
desabonnez moi|desinscrivez|desabonne|annuler (l |mon )?abonnement|stop sms|cancelar (la )?suscripcion
cancelar mensajes|no (mas|quiero) mensajes|quitenme|eliminenme|borrenme|eliminar|anular suscripcion|desuscribir
desuscribirme|отписка|отпишите меня|удалите (меня|мои номер)|удалить|отмена подписки|отменить подписку
не (пишите|присылаите|шлите) (мне|больше)|больше не пишите|прекратить|прекратите (рассылку|писать)|otpiska|otpisat*
الغاء الاشتراك|الغوا الاشتراك|الغي الاشتراك|احذفوا رقمي|احذفوني|احذف رقمي|شيلوا رقمي|شيلوني|لا ترسلوا|ما تبعتوا
كفوا عن|اوقفوا الرسائل|وقفوا الرسائل|ايقاف الرسائل|وقف الرسائل|بطلوا رسايل|取消订阅|取消订购|取消短信|取消接收|取消服务|不再接收|不要再发|别再发了
不要发|拒收|退出|停发|停订|退出订阅|删除我的号码|删除号码|唔好再发|不好再发|stop|stopall|stop all|unsubscribe|revoke|optout|opt out|arret|arreter
arretez|stopp|desinscription|desabonner|desabonnement|desinscrire|baja|alto|parar|darme de baja|dar de baja|стоп
отписаться|отпишите|прекратите|хватит|توقف|توقفوا|اوقف|اوقفوا|وقف|ايقاف|退订|停止|别发了|不要发了|别再发
"""
#: The same, but also plain words: they count only when they stand alone.
STOP_ALONE = """
cancel|end|quit|td|remove|fin|annuler|annule|cancelar|cancela|отмена|отменить|الغاء|取消|结束
"""

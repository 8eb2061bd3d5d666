"""Courtesies and words that change nothing about an answer, in the notation of `checkin_words`: data alone. Our choice."""

from __future__ import annotations

#: Courtesies, whole: the safe words and negations in them say nothing about the writer.
COURTESY = """
nothing (fell|broke|broken|damaged)( here| down)?|rien (n est |n a )?(tombe|casse)|no se (cayo|rompio) nada
ничего не (упало|сломалось|разбилось)|(office|school|shop|shops|schools) (is |are )?closed
وانتو|وانتم|وانت|و انتو|وانتوا|et (de )?votre cote|y (vos|uds|por alla|tu familia)|а у вас|как вы|как у вас|how r u
hru|how u|wbu|hbu|u ok|are you ok too|你们(呢|那边呢|好吗|还好吗)
(couldnt|could not|cudnt|couldn t) (reply|answer|respond|text|write)( before| earlier| sooner| back| on time)?
(unable to|wasnt able to) (reply|answer|respond|text|write)( before| earlier| sooner| back| on time)?
(didnt get to|failed to) (reply|answer|respond|text|write)( before| earlier| sooner| back| on time)?
(couldnt|could not|cudnt|couldn t) (call|talk|send)( before| earlier| sooner| back| on time)?
(couldnt|could not|cudnt|couldn t) pick( before| earlier| sooner| back| on time)?
(couldnt|could not|cudnt|couldn t) message( before| earlier| sooner| back| on time)?
(couldnt|could not|cudnt|couldn t) see (the|your) (message|text|sms)( before| earlier| sooner| back| on time)?
(unable to|wasnt able to|didnt get to|failed to) (call|talk|send)( before| earlier| sooner| back| on time)?
(unable to|wasnt able to) pick( before| earlier| sooner| back| on time)?
(unable to|wasnt able to) (message|see (the|your) (message|text|sms))( before| earlier| sooner| back| on time)?
(didnt get to|failed to) pick( before| earlier| sooner| back| on time)?
(didnt get to|failed to) (message|see (the|your) (message|text|sms))( before| earlier| sooner| back| on time)?
(didnt|did not|havent|only just|just) (see|saw|seen|get) (the|your|this|it|ur) ?(message|text|sms)?
(didnt|did not|havent|only just|just) (see|saw|seen|get) (the|your|this|it|ur) ?(msg|check in|notification)
(didnt|did not) (got|notice|read|receive|received) (the|your|this|it|ur) ?(message|text|sms)?
(havent|only just|just) (got|notice|read|receive|received) (the|your|this|it|ur) ?(message|text|sms)?
(didnt|did not) (got|notice|read|receive|received) (the|your|this|it|ur) ?(msg|check in|notification)
(havent|only just|just) (got|notice|read|receive|received) (the|your|this|it|ur) ?(msg|check in|notification)
no (reception|coverage|service|airtime|credit|data)
(had|have|there was|was) no (network|signal|power|internet|battery|electricity|reception)
(n ai |j ai |ai )?(pas|pas encore) pu (repondre|voir|lire|ecrire|appeler)
(n ai |j ai |ai )?(pas|pas encore) (vu (le|votre|ce) (message|sms|mail)|eu de (reseau|batterie|courant))
(n avais |avais |avait |y avait )pas de (reseau|batterie|courant|connexion|signal|internet|credit)
(desole|pardon) (du|pour le) retard
no (pude|podia|alcance a|habia podido) (contestar|responder|escribir|llamar|ver)( antes)?
no (tenia|tengo|habia|tuve|hubo|tuvimos|teniamos) (senal|internet|luz|bateria|saldo|cobertura|datos|carga)
no (vi|habia visto) (el|su|tu) mensaje|не (мог|могла|смог) (ответить|написать|позвонить|прочитать)( раньше| сразу)?
не (смогла|успел|успела|было возможности) (ответить|написать|позвонить|прочитать)( раньше| сразу)?
не было (связи|сети|света|интернета|зарядки|электричества|сигнала)
не (видел|видела|заметил|заметила) (сообщени*|смс)
(ما|لم) (قدرت|كنت قادر|استطع) (ارد|الرد|اجاوب|اكتب|لل)?( )?(الرساله|رسالتكم|علي الرساله)?
(ما|لم) (اتمكن من|كان فيي|شفت|انتبهت) (ارد|الرد|اجاوب|اكتب|لل)?( )?(الرساله|رسالتكم|علي الرساله)?
كان (ما في|مافي|مفيش|بدون) (شبكه|نت|كهربا|كهرباء|تغطيه|شحن)
(ماكانش|مكانش|ماكاينش|ماكنش|ما كان في|ما كان عندي|ما كان) (ريزو|شبكه|ضو|نت|كهرباء|الشبكه|تغطيه|شحن)
(没|没有)(能)?(及时|看到|看见|注意到|收到|来得及)(回复|回|消息|短信|信息|信)?|刚(才)?(看到|没信号|没网|没电)|stop worrying|felt nothing|feel nothing
nothing felt|rien ressenti|no (senti|sentimos|se sintio)( nada)?|ne (l )?ai (pas|rien) (senti|ressenti)
(ما|لم|ماحسيت|ما حسينا) ?(حسيت|حسينا|شعرت|شعرنا|اشعر|نشعر|احس|حسيتش)( ب)?(شي|بشي|شيء|بشيء|حاجه|بحاجه|بها|والو)?
没(有)?(什么)?(感觉|震感|感到|感觉到)(地震|震|什么)?|(ничего|никаких) не (ощутил*|почувств*|заметил*)
(dear|hi|hello|hey|good morning|good afternoon) (all |to all |my )?(colleagues|colleague|team|friends)
(dear|hi|hello|hey|good morning|good afternoon) (all |to all |my )?(friend|sir|madam|sirs|staff)
(good evening|thanks|thank you|ok|fellow|greetings) (all |to all |my )?(colleagues|colleague|team|friends)
(good evening|thanks|thank you|ok|fellow|greetings) (all |to all |my )?(friend|sir|madam|sirs|staff)
(dear|hi|hello|hey|good morning|good afternoon) (all |to all |my )?(boss|manager|security|guys|folks)
(dear|hi|hello|hey|good morning|good afternoon) (all |to all |my )?(family|brother|sister|bro|all)
(good evening|thanks|thank you|ok|fellow|greetings) (all |to all |my )?(boss|manager|security|guys|folks)
(good evening|thanks|thank you|ok|fellow|greetings) (all |to all |my )?(family|brother|sister|bro|all)
dear (all|sir or madam|both|everyone|itu|colleagues and friends|sirs)
(best|kind|warm|warmest|kindest|many) (regards|wishes)|yours (sincerely|truly|faithfully)|sincerely|respectfully
god (is|dey) (good|great|faithful|in control|with us)|by (god|gods|the) (s )?grace( of god)?|by gods grace
god s grace|glory (be )?to god|praise (god|the lord|jesus)|praise be|thank (u|you) (jesus|lord|god)|we thank god
na god|to god be the glory|dont mind|no vex
sorry (for|to) (the )?(late|delay|disturb|bother|trouble)( reply| response| answer)?
(thanks|thank you|thx) (so much |very much |a lot )?for (your |the |all |this |all your )?(help|asking)
(thanks|thank you|thx) (so much |very much |a lot )?for (your |the )?(check|concern|support)
(thanks|thank you|thx) (so much |very much |a lot )?for (all |this |all your )(check|concern|support)
(thanks|thank you|thx) (so much |very much |a lot )?for (your |the |all |this |all your )?(care|message)
(thanks|thank you|thx) (so much |very much |a lot )?for (your |the )?(worrying|checking|organising)
(thanks|thank you|thx) (so much |very much |a lot )?for (all |this |all your )(worrying|checking|organising)
if (you|anyone|u) needs?( any| my)? (help|assistance)|let me know if( you need)?
(happy|ready|available|able|here|can|glad|willing|free) to (help|assist|support)|how can i help|can i help( anyone)?
no need to (worry|call|panic)|dont (you )?worry( about me)?|not to worry
hope (all|the others|others|ur|u|yall)( are| r| is)?( all)?( ok| safe| well| fine| good)?
(stay|be|keep) (safe|well|strong|blessed)( all| everyone)?|stay safe (all|everyone|guys)|take care (all|everyone)
(chers|chere|bonjour|bonsoir|merci|salut) (a )?(tous|toutes|collegues|collegue|amis|ami)
(chers|chere|bonjour|bonsoir|merci|salut) (a )?(l equipe|la securite|madame|monsieur|chef|patron|tout le monde)
cher (collegue|ami|tous|monsieur)|(bien |tres )?(cordialement|sinceres salutations)|salutations|bien a (vous|toi)
a vous|bien respectueusement
merci (a |de |pour )(dieu|tous|vous|votre (sollicitude|attention|message|aide|soutien)|l attention)
merci (a |de |pour )(prendre des nouvelles|demander|l info|tout|t inquieter)
(que )?dieu (vous benisse|nous garde|nous protege|merci|est grand|est bon|soit loue)
graces? (soit|soient)? ?(rendue|rendues)? ?a dieu|ne (vous|t) (faites|fais|en faites) pas (de )?(souci|soucis|en)
pas de panique|soyez (sans crainte|rassures|rassure)|sois rassure*|rassurez vous
j espere que (vous|tout le monde)( est| etes| va| vont| vas| allez)?( aussi| tous)?( bien| en securite)?
j espere que (les autres|chacun)( est| etes| va| vont| vas| allez)?( aussi| tous)?( bien| en securite)?
j espere que (tu|l equipe)( est| etes| va| vont| vas| allez)?( aussi| tous)?( bien| en securite)?
j espere que (vous etes|vous allez)( est| etes| va| vont| vas| allez)?( aussi| tous)?( bien| en securite)?
desole (de|pour) (vous|le|la)( deranger| derangement| retard| reponse tardive)?|excusez (moi|le retard|du retard)
bon(ne)? (courage|journee|soiree|nuit|fin de journee) a tous
(estimad*|querid*|apreciad*) (colegas|companer*|amig*|todos|todas|equipo|senor|senores)?
(hola|buenas|buenos dias|buenas tardes) (a )?(todos|todas|colegas|companer*|equipo|amig*|jefe)
(buen dia|saludos|gracias|disculpe|disculpen) (a )?(todos|todas|colegas|companer*|equipo|amig*|jefe)
(hola|buenas|buenos dias|buenas tardes) (a )?(jefa|familia|senor|senora)
(buen dia|saludos|gracias|disculpe|disculpen) (a )?(jefa|familia|senor|senora)
(hola|buenas|buenos dias|buenas tardes) (a )?(don|dona)
(hola|buenas|buenos dias|buenas tardes) (a )?(cordiales|por la (preocupacion|demora|tardanza|molestia|atencion))
(buen dia|saludos|gracias|disculpe|disculpen) (a )?(don|dona)
(buen dia|saludos|gracias|disculpe|disculpen) (a )?cordiales
(buen dia|saludos|gracias|disculpe|disculpen) (a )?por la (preocupacion|demora|tardanza|molestia|atencion)
un (saludo|abrazo)( cordial| fuerte)?|saludos cordiales|atentamente|atte|cordial* saludo*
gracias (a dios|al senor|a la virgen)
gracias (por (su|la|tu) (preocupacion|interes|mensaje|ayuda)|por estar pendientes|por escribir|por comunicarse)
dios (los|te|me|nos|le) (bendiga|cuide|guarde|proteja)|bendito dios|bendiciones
no (se|te) (angustien|preocupen|preocupes|apuren|alarmen)( por mi)?|que (esten|estes|este) (todos )?(bien|a salvo)
espero (que )?(todos|ustedes|uds|los demas|el resto|esten|estes)( esten| estemos)?( todos)?( bien| a salvo)?
cuidense (mucho|todos)
(уважаемы*|дорог*|добрыи день|здравствуите|привет|всем|спасибо) (коллеги|коллега|всем|друзья|все)( привет)?
(уважаемы*|дорог*|добрыи день) (команда|товарищи|дорогие|ребята|уважаемы*)( привет)?
(здравствуите|привет|всем|спасибо) (команда|товарищи|дорогие|ребята|уважаемы*)( привет)?|с уважением|с наилучшими
с наилучшими пожеланиями|всего наилучшего|всем (привет|доброго дня|добрыи день|здоровья|спасибо)
слава (богу|всевышнему|аллаху)|хвала (богу|аллаху)|бог миловал|храни вас (бог|господь)
спасибо (что (спросили|написали|беспокоитесь)|за (внимание|вопрос|заботу|поддержку|проверку))
не (переживаите|волнуитесь|беспокоитесь|тревожьтесь)( за меня| за нас)?
надеюсь (что )?(у вас|вы|у всех)( все| тоже)?( хорошо| в порядке| в безопасности| целы)?
надеюсь (что )?(все|остальные|с вами|с коллегами)( все| тоже)?( хорошо| в порядке| в безопасности| целы)?
извините (за (беспокоиство|задержку|поздни* ответ)|что (поздно|не сразу))|простите за (задержку|беспокоиство)
берегите себя
(الاخوه|الزملاء|السادة|الساده|اعزائي|زملائي) (الاعزاء|الكرام|الافاضل|المحترمين|المحترم|المحترمه|العزيز*)
(السيد|السيده|الاستاذ|اخواني|احبائي|عزيزي|عزيزتي) (الاعزاء|الكرام|الافاضل|المحترمين|المحترم|المحترمه|العزيز*)
السلام عليكم( ورحمه الله)?( وبركاته)?|و?عليكم السلام|ورحمه الله( وبركاته)?|ورحمه الله تعالي( وبركاته)?
مع (التحيه|تحياتي|الشكر|فائق الاحترام|خالص الشكر|السلامه)|وتفضلوا بقبول|تحياتي لكم|لكم تحياتي
جزاكم الله( كل)?( خير*)?|جزاك الله( كل)?( خير*)?
الله (يسلمكم|يسلمك|يحفظكم|يحفظك|يخليكم|يجازيكم|يبارك فيكم|يعطيكم العافيه|يسترنا|ساترها|ستر|يحمي الجميع)
بارك الله فيك*|ولله الحمد|والحمد لله|والحمدلله|نحمد الله|الشكر لله|حمدا لله|الف حمد لله|الف شكر
شكرا (لسؤالكم|علي السؤال|لاهتمامكم|للاهتمام|جزيلا|كثيرا|كتير|بزاف|يا جماعه|للجميع|علي الاهتمام|لتواصلكم)
لا (تقلقوا|تقلق|تشغلوا بالكم|تنشغلوا)( علي| علينا)?|ما (تقلقوا|تقلقش|تشغلوا بالكم|تخافوش|تاكلوا هم)( علي| علينا)?
ماتقلقوش|متقلقوش|اطمئنوا|طمنوا بالكم|لا تحاتون|اتمني (السلامه|ان)?( للجميع| لكم)?( تكونوا)?( بخير| السلامه| سالمين)?
ان شاء الله (كلكم|انتم|الجميع|تكونوا|تكونون)( بخير| سالمين)?|اخوكم|اختكم|ابنكم|زميلكم|زميلتكم|7amdolla|7amdulla
7amdoulillah|7amdella|7amdlh|hamdoulah|hamdulila|hamdoullah|el7amdulilah|el7amdolelah|nchkor rabi|barak allah*
(各位|尊敬的|亲爱的|敬爱的)(领导|同事|同事们|老师|朋友|同仁|家人|长官|主管)?(们)?(好)?|(领导|同事|同事们|大家|老师|组长)(好|们好|早|早上好)|此致|敬礼|敬上|谨上|敬启
祝(好|安|平安|大家平安|各位平安|顺利|安好)|谢谢(组织|领导|单位|大家|各位|同事|公司)(的)?(关心|关怀|挂念|问候|惦记|牵挂)?
感谢(组织|领导|单位|大家|各位|公司)(的)?(关心|关怀|挂念|问候|惦记|牵挂)?|多谢(关心|晒|你|大家|组织|公司)?|多谢|有心|谢谢惦记|谢谢关怀|勿挂念|勿念|勿挂|无需挂念|请勿挂念|请大家放心|大家放心
你们放心|领导放心|不必挂念|不用挂心|别挂念|大家(也)?(都)?(要)?(注意安全|保重|小心|多保重)|愿大家平安|希望(大家|你们|各位|同事们|其他人|其他同事)(都|也|也都)?(安全|平安|好|没事|平平安安)?
打扰了|抱歉打扰|抱歉(回复)?(晚了|迟了)?|不好意思(回复)?(晚了|回晚了)?|回复晚了|人没事就好|平安就好|没事就好|感谢上帝|阿弥陀佛|老天保佑|托福|谢天谢地|感恩|唔使担心|不使担心|唔该|唔该晒|勿担心|无需担心
hope (that )?(you|u|ya|everyone)( all)?( are| r| is)? (ok|safe|well|fine|good)
hope (that )?(everybody|others|yours|the team|the others)( all)?( are| r| is)? (ok|safe|well|fine|good)
hope (everyone else|you guys|the rest|all)( are| r| is)? (ok|okay|safe|well|fine|good|alright)
hope (you|u|everyone) (are|r|is) all (ok|okay|safe|well|fine|good|alright)( too| as well)?
hope you (all )?(too|also)
(didnt|did not|dont|havent) (even )?(feel|felt|notice) (anything|it|a thing|the earthquake|the quake|much)
(didnt|did not|dont|havent) (even )?(noticed|hear|heard) (anything|it|a thing|the earthquake|the quake|much)
n (ai|avons) rien (senti|ressenti)|rien senti|no senti nada|no sentimos nada
ничего не (почувствовал|почувствовала|почувствовали)|没感觉|没有感觉|لم اشعر بشيء
(stay|keep|keep everyone|stay all) (safe|well|strong|in touch)|take care
thanks for (asking|checking|the check|your message|the message|your concern)
thanks for (caring|reaching out|the alert|everything|checking in|checking on me|checking up)
thank you for (asking|checking|your message|your concern|everything)|(dont|do not|not to|no need to) worry
no worries|never mind|nevermind|god bless|god bless you|bless|blessed|blessing|bless you|thank god|thank goodness
thanks god|thx god|thanks to god|good (morning|afternoon|evening|night|day|luck|bye|job|work|weekend|to know)
goodbye|well done|well noted|get well|how are you|how about you|and you|and yours|what about you|u too|you too
same to you|if (you )?need anything|let me know|no thanks to|(ne )?(vous |t )?inquietez pas|t inquiete
t inquiete pas|pas d inquietude|merci de (votre message|demander)|merci (beaucoup|bien)
j espere que (vous|tout le monde)( allez| va| vont| etes)?( tous)?( aussi)?( bien)?( en securite)?
j espere que (tous|toute l equipe|l equipe)( allez| va| vont| etes)?( tous)?( aussi)?( bien)?( en securite)?|et vous
et toi|prenez soin|prenez soin de vous|bonne (journee|soiree|nuit|continuation|chance)
bien (a vous|cordialement|sur|entendu|a toi|bonjour)|dieu merci|grace a dieu|bon courage|s il vous plait
s il te plait|il y a|il fait|no se (preocupe|preocupen)|no te preocupes|no os preocupeis
gracias por (preguntar|preocuparse|todo|el mensaje|avisar|su mensaje)
espero que (todos|ustedes)?( esten| esteis| este| estes)?( todos)?( bien| a salvo)?( tambien)?
espero que (tu|vosotros|usted)?( esten| esteis| este| estes)?( todos)?( bien| a salvo)?( tambien)?
y (ustedes|usted|tu|vosotros)|cuidense|cuidate|buenos dias|buenas (tardes|noches)|buen dia|gracias a dios
muchas gracias|saludos|de nada|не (волнуитесь|беспокоитесь|переживаите|волнуися)
спасибо (за заботу|за беспокоиство|за сообщение|большое|что спросили)
надеюсь (вы|все|у вас|что вы|что все|и вы|с вами)( тоже)?( все)?( хорошо| в порядке| в безопасности)?|слава богу
а вы|доброе утро|всего (доброго|хорошего)|ne volnuites|slava bogu|لا (تقلق|تقلقوا|تخافوا)|لا داعي للقلق|الحمد لله
الحمدلله|لله الحمد|شكرا (لكم|جزيلا|لسؤالكم|على السؤال|علي السؤال|لاهتمامكم)
اتمني (ان )?(تكونوا|لكم)( جميعا)?( بخير| بامان| السلامه)?|سلامتكم|كيف حالكم|و انتم|و انت|صباح الخير|مساء الخير
السلام عليكم|حفظكم الله|بارك الله فيكم|(el |al )?(7amdulillah|hamdulillah|hamdullah|hamdoulillah)|alhamdulillah
elhamdulillah|el7amdulillah|hamdella|hamdilah|别担心|不用担心|不必担心|不要担心|请放心|放心|谢谢关心|感谢关心
希望(你们|大家|你|您)(都|也|也都)?(安全|平安|好|没事)?|保重|注意安全|你们呢|你呢|您呢|不好意思|不客气|早上好|下午好|晚上好|你好|您好|大家好|火车|火车站|谢谢您的关心|谢谢你们的关心
"""

#: Words that may stand beside an answer without changing it.
FILLER = """
on (my|the|our) way (home|back)|(heading|going|driving|walking|headed) (home|back home)
en route (pour|vers) (la maison|chez moi|mon domicile)|(je )?rentre a la maison|en chemin pour la maison
camino a casa|(voy|vamos|rumbo) (a|para) (la )?casa|по (пути|дороге) домои|(иду|еду|идем|едем) домои
رايح (علبيت|عالبيت|البيت|علي البيت|للبيت)|ورايح|راجع (البيت|للبيت|عالبيت)|في طريقي (للبيت|الي البيت|للمنزل)|回家(的)?路上
(正在|在|准备)回家|will (work|stay) (from )?home( tomorrow)?|no one (around me |here )?(was |is )?affected|tx|tnks|thnks
thanx|tenks|cheerz|ta|ttyl|brb|bdw|btw|shower|bathroom|kitchen|when it hit|happened|struck|went|hours|minutes
saw|i see|ok then|sir|bosses|peace|said|says|tell|told|(at|on|from) my (end|side|part)|my (end|side)|embassy
conference|lunch|meeting room|late reply|hotel room|de mon cote|por mi lado|con nosotros|fam|familia bien|asking
quick|great news|all of you|icitte|ici la|oh la|boss man|plus de peur que de mal|dr|prof|eng|mrs|miss|tkt|etre
kolchi|kolshi|kulchi|waiting (outside|at|for (news|instructions|transport|the bus|further|updates|the|my))
en attente (dehors|au point|d instructions)|no damage|no damages|without damage|pas de degats|aucun degat
sans degats|sin danos|sin daños|нет повреждении|без повреждении|без разрушении|لا اضرار|ما في اضرار|没有损坏|无损坏|没损失|无损失
sitting|standing|moved outside|went out|out of the building|quickly|brothers|sisters|in the open
open (space|field|air|area)|哥斯拉|godzilla|godzila|годзилла|compta|comptabilite|finance|finances|accounting|finanzas
бухгалтерия|المحاسبه|felt|feel|tremor|tremors|aftershock|aftershocks|jolt|shake|shaking|jolts|magnitude|epicentre
epicenter|alarm|evacuation|drills|no electricity|no power|power (is |went )?(out|off)|power cut|blackout
no (signal|network|internet|wifi|phone|data)|network (is )?(down|bad|slow)|(low|dead) battery
battery (is )?(low|dead|dying|almost dead)|my phone (died|was dead|was off)|phone (was )?(dead|off|died)
fire (alarm|drill|warden|exit|door|assembly point|brigade came)
emergency (exit|stairs|assembly point|assembly|kit|contact|bag)|first aid (course|kit|post)|god|gods|oh|ohh|ooh|oo
ooo|oooo|ma|sha|na|oga sir|abi|sef|abeg|only|reached|reach home|reached home|arrived|got home|back home
inside (house|home)|my place|bedroom|living room|courtyard|yard|compound|village|neighbour s house|airport|beach
hills|mountains|gym|church|mosque|bank|market|mall|shopping|lake|river|campus|school|kindly note|note|please note
be informed|informed|for your info|fyi|just to (say|confirm|inform|let you know)
wanted to (say|confirm|let you know)|to confirm|this is to confirm|i confirm|can confirm|glad to say
happy to (say|report|confirm)|still|since|kids at school|bit of|little of|some|few|many|other|things|thing
fell off the shelf|shelves|books|glass|windows|plates|woke up|woke|sleeping|slept|asleep|awake|resting|cooking
driving|drove|walking home|walked|watching tv|march|april|may|june|july|august|september|october|november|december
january|february|tuesday|thursday|saturday|next week|this week|last month|this month
since (monday|march|january|june)|my home country|duty station|as well|whew|phew|wow|haha|hahaha|omg|gosh|mate|buddy
love|xoxo|bless|amen|ameen|jesus|lord|best|sincerely|yours|warm|kind|sent from my (iphone|phone|mobile)|sent from
iphone|addis ababa|adis|adis abeba|left|moved|live|living|based|power|electricity|signal|battery|senti|ressenti
ressentie|fort|fortement|sentir|secousse|secousses|ca a (bouge|secoue|tremble|tangue)( fort| beaucoup)?|replique
repliques|tremblement|seismes|peu|un peu|petit|grosse|gros|forte|quand meme|juste|donc|puis|ensuite|depuis|ce|cet
soiree|semaine|cette semaine|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|fevrier|mars|avril|juin
juillet|aout|septembre|octobre|novembre|decembre|je vous (informe|confirme|signale|rassure)|vous informe|je tiens a
confirme|rassurer|pas de (courant|reseau|electricite|jus|wifi)
plus de (courant|reseau|electricite|jus|batterie|wifi)|plus d electricite|coupure|coupure de courant|courant
electricite|batterie|reseau|evacue|evacuee|evacues|sorti|sortis|rentrer chez|rentree|arrive chez|hein|deh|la la|ouf
bah|ben|bin|la|marci|mercii|merki|mr|mme|mlle|assis|assise|salon|cuisine|chambre|cour|quartier|terrain|eglise
mosquee|marche central|marche|aeroport|plage|ecole|parking|mort de rire|mdr|lol|ptdr|feu (rouge|vert)|au coin du feu
addis abeba|abeba|afrique|mes proches|je vis|j habite|vis|habite|poste|ancien|quitte|sintio|sentimos|sentio
sintieron|feo|duro|recio|bastante|temblor|temblores|tembloron|sacudida|sacudon|replica|replicas
se movio( todo| feo| fuerte| mucho)?|remezon|terremotos|movimiento|alarma|evacuamos|evacuacion|un ratito|nomas
no mas|pues|parce|parcero|guey|wey|weon|che|boludo|vos|viejo|mijo|bro|compa|mano|mi gente|gente|panas|carnal|po|pe
ya mismo|orita|ahorita|aca|por aca|alla|sin (luz|electricidad|internet|senal|wifi|datos)
no hay (luz|internet|senal|electricidad|red)|se fue la luz|corte de luz|luz|electricidad|senal|bateria|internet
poca (senal|bateria)|aire libre|al aire libre|lunes|martes|miercoles|jueves|viernes|sabado|domingo|enero|febrero
marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|semana|esta semana|manana vuelvo
les (informo|confirmo|aviso|cuento|escribo)|informo|aviso|comunico|quiero confirmar|reporto|reportandome|reportando
vivo en|vivo|cocina|sala|cuarto|patio|barrio|colonia|mercado|iglesia|playa|aeropuerto|escuela|universidad|cerca
afuera|adentro|abajo|arriba|llegue|llegamos|llegando|volvi|tomando|durmiendo|comiendo|descansando|tarde|noche|quito
lima|bogota|dejé|deje|solo|sola|uf|ufff|menos mal|por suerte|afortunadamente|felizmente|la verdad|nada mas|porfa
porfis|porfavor|grac|grs|salu2|bss|tkm|ntp|почувствовал|почувствовала|почувствовали|ощутил|ощутила|ощутили
чувствовалось|тряхнуло|трясло|тряхануло|потрясло|шатало|качало|качнуло|сильно|люстру|несколько|нисколько времени
толчки|толчок|толчков|афтершок|афтершоки|тревога|учебная|эвакуация|эвакуировали*|понедельник|понедельника|вторник
вторника|среда|среды|четверг|четверга|пятница|пятницы|суббота|субботы|воскресенье|воскресенья|январ*|феврал*|март
марте|марта|апрел*|мае|мая|июн*|июл*|август*|сентябр*|октябр*|ноябр*|декабр*|недел*|на этои неделе|теперь|живу|живем
живет|аддис|абеба|абебе|абебы|аддис абеб*|аддис абебе|из аддис абебы|алматы|астана|ташкент|бишкек|найроби|петербург*
питер*|минск*|нет света|света нет|без света|без электричества|нет (связи|интернета|электричества|сети)|света|свет
электричеств*|связь плохая|плохая связь|плохо ловит|связь|сеть|интернет|телефон сел|телефон садится|заряд*|садится
батарея|уже дома|дошел|дошла|дошли|доехал*|добрался до|вышли на улицу|на улице|сижу|сидим|стою|стоим|лежу|отдыхаю
сплю|спал|спала|проснулся|проснулась|кухн*|комнат*|подъезд*|балкон|школ*|магазин*|рынок|рынке|храм|церк*|мечет*
аэропорт*|пляж*|кафе|столов*|парковк*|стоянк*|ну|вот|ага вот|же|ж|бы то|ладно|короче|кстати|вообще|в общем|в целом
просто|чуток|сегодня|только что|только|лично|пишу|пишет|информирую|довожу до сведения|на связи|доброго|ночи|дня
вечера|утра|спасибки|пасиб|пасибо|пжлст|плз|пож|пожалуйста|слава|богу|вещи попадали|посуда|люстра|окна|شعرت|شعرنا
حسيت|حسينا|احسست|احسسنا|شفنا|الرجه|رجه|هزه|بها|بيها|خفيفه|الهزه|هزات|الهزات|بالهزات|بالزلزال|بالهزه|زلزله|الزلزله
ارتداديه|قويه|انذار|الانذار|اخلاء|الاخلاء|اخلونا|مافي كهربا|مافي كهرباء|ما في كهربا|ما في كهرباء|النور قاطع
الكهربا قاطعه|الكهرباء مقطوعه|كهربا|كهرباء|الكهرباء|النت|انترنت|الشبكه|شبكه|البطاريه|بطاريه|التلفون|موبايلي|تلفوني
وصلت|وصلنا|وصلت البيت|رجعت|رجعنا|قاعد|قاعده|قاعدين|جالس|جالسه|نايم|نايمه|كنت نايم|برا|بره|فوق|جوا|جوه|فدار|فالدار
الدار|دارنا|دارى|في الدار|بالدار|فالبيت|الحوش|الحديقه|المطبخ|السوق|الجامع|المسجد|الكنيسه|المدرسه|المطار|المول
الجامعه|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت|الاحد|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر
اكتوبر|نوفمبر|ديسمبر|الاسبوع|هذا الاسبوع|هالاسبوع|اود|احب|اخبركم|اطمنكم|اطمئنكم|نطمنكم|طمنوني|اؤكد|اوكد|انني|اعلمكم
للعلم|فقط|وبس|ومعي|حالي|حالتنا|وضعنا|احوالنا|احوالي|انا و|ديالي|ديالنا|بزاف|واجد|وايد|هواي|هلق|هلأ|دابا|دروك|دوكا
توا|تو|هسه|هسا|يا جماعه|ياجماعه|جماعه|خوتي|خويا|صحابي|اديس|اديس ابابا|ابابا|نيروبي|تونس|بيروت|عمان|الرباط|دمشق|بغداد
الخرطوم|دبي|الاردن|لبنان|المغرب|الجزائر|السعوديه|اعيش|ساكن|ساكنه|مقيم|مقيمه|منذ شهر|شهر|اه|آه|اها|يلا|ماشاء الله
ما شاء الله|مبروك|حبايبي|حبيبي|حبيبتي|غاليين|يا رب|يارب|اللهم|bzaf|dba|daba|druk|tawa|hassa|daar|dar|fdar|f dar|beyt
ya gama3a|gama3a|7abibi|habibi|shokran gazilan|merci|mrc|saha|sa7a|3aychek|yaatik|sa7tek|walla|wlh|wllh|wllah|bekol
kolena|kolna|kolla|kullna|rabena yostor|震感|有震感|感到|感觉到|摇|摇晃|摇得|晃|晃了|地震了|震了|震|余震|警报|演练|很强|强烈|强|好大|很大|比较大|刚刚地震|撤出|已撤离
已撤出|疏散到|集合点|广场|操场|停车场|食堂|宿舍|卧室|客厅|厨房|院子|小区|学校|机场|超市|商场|饭店|公园|地下|停电|断电|没电|没网|没信号|没有信号|信号|信号差|网络|手机没电|手机|电|现身|暂住|现|住
一月|二月|三月|四月|五月|六月|七月|八月|九月|十月|十一月|十二月|月份|周一|周二|周三|周四|周五|周六|周日|星期|本周|这周|这星期|亚的斯亚贝巴|亚的斯|内罗毕|香港|台北|台湾|深圳|广州|新加坡|曼谷|多哈
迪拜|莫斯科|伦敦|北京|组织|领导|单位|汇报|特此|特报|告知|特告|通知|知会|本|皆|均|俱|咁|呀|啦|喔|噢|哟|唷|哒|滴|咧|喇|㗎|哩|嘢|食|饭|吃饭|睡觉|睡|觉|醒|洗|坐|休息|看电视|开车|走回家|回家
到家|回到家|返屋企|返到屋企|屋企|喺屋企|陪|和他们|带|跟着|起|些|着|过|得|地|又|再|还有|而且|以及|与|及|等|其|每|各|没感觉|家里|室内|室外|户外|空地|没停|东西|书|柜|玻璃|窗|杯子|掉了些东西|花瓶
而已|罢|罢了|真的|确实|的确|完全|绝对|一直|仍|仍然|依然|依旧|目前|当前|截至|截止|万|幸|幸好|幸运|还在|多|小|高|低|长|短|新|旧|右|前|后|东|南|西|北|山|河|村|镇|县|省|区域|国|州|该|啥
哈哈|呵呵|嘻嘻|咯|fuera del (edificio|hotel)|fuera de la (casa|oficina)|وضعي|حالتي|الامور|امور|kolo|kolu
(i|we) will (stay|keep|wait here|call|let|go|come|return|update|reply|remain|write|check)
ill (stay|keep|call|let|go|come|return|update|reply|remain|write|check)|doing|ja|jsuis|jui|suis|reporting|thats
theres|heres|whatsapp|regards|cdlt|bises|atte|abrazo|abrazos|besos|todavia estoy|france|geneva|geneve|ginebra
switzerland|suisse|suiza|lausanne|vevey|bern|berne|zurich|annecy|lyon|paris|london|spain|espagne|italy|italie
germany|allemagne|ethiopia|ethiopie|addis|ababa|kenya|nairobi|dakar|senegal|cairo|egypt|egypte|bangkok|thailand
brasilia|brazil|bresil|moscow|moscou|russia|russie|china|chine|beijing|new york|vienna|vienne|rome|madrid|portugal
belgium|belgique|brussels|morocco|maroc|tunisia|tunisie|india|japan|tokyo|usa|uk|canada|mexico|argentina|peru
colombia|chile|женева|женеве|москва|москве|россии|франции|париже|испании|جنيف|القاهره|مصر|باريس|فرنسا|موسكو|日内瓦|上海
法国|巴黎|瑞士|until|till|jusqu|hasta|texting|sending|messages|sms|a|about|after|again|all|am|an|and|answer|answering|any
apartment|are|area|around|as|asap|at|back|basement|be|been|being|building|bus|by|cafe|cafeteria|call|called|canteen
car|check|checked|checking|checkin|cheers|city|clear|close|code|come|coming|confirm|confirmed|confirming|crisis
currently|day|dear|did|do|done|down|downstairs|drill|duty|earthquake|eating|evacuated|evening|event|everyone
everybody|everything|exercise|exit|floor|for|friday|from|garden|get|glad|going|gone|got|ground|guys|had|hall|has
have|he llo|hello|hey|hi|here|home|hotel|house|in|indoors|info|inside|is|it|its|itu|just|kindly|level|lobby|ma am
madam|meeting|message|moment|monday|morning|my|name|near|night|now|number|of|off|office|on|one|our|us|option|out
outside|outdoors|over|park|people|place|please|pls|plz|point|present|quake|reply|replying|rest|right|right now
right away|road|room|rue|safety|same|sent|shop|situation|site|so|sorry|staff|staying|status|street|strong|sunday
supermarket|sure|taxi|team|thank|thank you|thanks|thankyou|thx|tks|tnx|ty|that|the|then|there|these|they|this
this is|time|to|today|together|town|traffic|train|tram|u|un|up|upstairs|very|via|wednesday|week|well|we|working|work
xx|you|your|yet|zone|assembly point|assembly|meeting point|at the moment|at home|everyone here|absolutely|completely
totally|perfectly|really|quite|pretty|already|hr|colonel|uit|cmt|ssd|security team|itu security|m|s|d|l|t|y|ll|re|ve
ai|allo|alors|apres|appel|assemblee|au|aujourd hui|aux|avec|batiment|beaucoup|bonjour|bonsoir|bureau|c|ca|calme
cantine|cela|cette|chez|chez moi|cordialement|dans|de|dehors|des|deja|domicile|du|en|equipe|est|et|exercice|etage
fais|famille|gare|ici|immeuble|j ai|jardin|je confirme|je|jour|le|les|maintenant|mais on|maison|matin|mes|mon|moi
midi|monsieur|n a|nos|notre|nous|numero|ou|oui|par|parc|pour|point de rassemblement|rassemblement|quai|qu|que|qui
rentre|repond|reponds|reponse|sa|salle|salut|seisme|ses|soir|sommes|sont|sous|sur|sur place|te|tous|toutes|tout
toute|toujours|tres|trop|travail|tremblement de terre|une|va|vais|ville|voila|voiture|votre|vous|vs|actuellement
immediatement|parfaitement|totalement|ds|bjr|slt|mci|tt|pr|svp|acabo|actualmente|ahora|ahora mismo|al|aqui|asi
buenas|buenos|calle|calma|carro|casa|centro|ciudad|coche|codigo|completamente|con|confirmo|confirmado|contesto
cuando|del|dia|edificio|el|en casa|encuentro|encontramos|equipo|es|esta|este|esto|estan|estar|estamos|evacuado
evacuada|fuerte|gracias|grax|ha|hemos|hola|hoy|junto|las|lo|lo siento|los|lugar|mi|mis|misma|mismo|muchas|muy
oficina|parque|para|pero|piso|plaza|por|por aqui|punto de encuentro|punto|respondo|respuesta|salimos|sali|salido|se
senor|senora|siempre|sigo|simulacro|sismo|sitio|su|terremoto|todo|todos|todas|totalmente|trabajo|tren|tu|una|ya|zona
xfa|q|pa|все|нас|нам|всем|всё|здесь|тут|дом|дома|дому|домои|сеичас|уже|на|у|в|во|и|а|с|со|к|от|до|по|за|из|об|о|это
да|спасибо|спс|спасиб|благодарю|привет|здравствуите|добрыи|день|вечер|утро|офис|офисе|офиса|здание|здании|улица
улице|улицу|работа|работе|работаю|город|городе|место|месте|место сбора|точка сбора|сбора|на месте|нахожусь|находимся
ответ|отвечаю|код|землетрясение|учения|пока все|всё еще|все еще|еще|очень|совсем|абсолютно|полностью|вполне|снаружи
внутри|вышел|вышла|вышли|эвакуировался|эвакуировалась|эвакуировались|подтверждаю|сообщаю|вам|вас|вы|мои|моя|мое|наш
наша|том|тоже|так|как|что|метро|машине|поезде|парк|парке|двор|дворе|магазине|гостинице|отеле|квартире|квартира|этаж
этаже|свои|себя|чувствую|чувствую себя|команда|коллеги все|оон|мсэ|зовут|меня зовут|u menya|menya|vse|vsyo|ochen
doma|seichas|spasibo|privet|da vse|mne|في|من|علي|على|الي|الى|عن|مع|ب|ل|و|ف|ال|يا|هنا|الان|حاليا|حالا|هلا|دلوقتي
البيت|بيت|بالبيت|المنزل|بالمنزل|منزلي|بيتي|المكتب|مكتب|مكتبي|المبني|الشارع|الطابق|طابق|غرفه|الغرفه|شكرا|مشكور
مشكورين|مرحبا|اهلا|هلو|تحياتي|سلام|عليكم|صباح|مساء|الخير|جدا|كثير|كتير|اوي|قوي|كل|كله|كلشي|شيء|شي|حاجه|جميع|الجميع
هذا|هذه|اليوم|لله|والله|الحمد|الله|الف|زلزال|الزلزال|تمرين|الرد|جوابي|رمز|نقطه التجمع|التجمع|خرجت|خرجنا|اخلينا
يعطيكم|العافيه|عفوا|حضرتك|استاذ|سيدي|تماما|لكم|لك|عندي|عندنا|احنا|نحن|ويا|fil|fel|fi|bil|beit|bayt|beet|shukran
shokran|chokran|salam|salamu|alaikum|marhaba|kollo|kol|kulo|kulshi|wallah|hena|hna|delwa2ty|halla2|jiddan|giddan|awi
ktir|kteer|w|的|了|在|我|这|里|那|个|们|你|您|很|非|常|家|中|和|跟|啊|吧|哦|嗯|呢|哈|呵|谢|请|回|复|答|案|选|择|号|数|字|目|此|刻|时|今|天|已|经|到|去|来|刚|就|上|下|外
面|内|楼|办|公|室|大|街|路|店|酒|铁|公司|集合|点|撤|离|疏|散|出|完|全|切|所|有|人|大家|都|也|还|先|生|女|士|位|部|门|同|学|老|师|收|确|认|报|告|向|给|是|为|被|把|从|处|区|城|市
际|联|早|晚|午|安|非常|现在|十|分|特|别|真|感|激|关|心|身|体|状|态|情|况|良|好|消|息|附|近|边|方|一|二|三|wo|women|xianzai|zai|jia|hen|ne|xiexie|xie xie
nihao|ni hao|zheli|dou|yijing|women dou
"""

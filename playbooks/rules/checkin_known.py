"""Names and words beside which an answer stands as it is, each by itself and as typed, never guessed: data alone.

What is in none of the lists of the reader makes an answer unclear, so names that are common where staff come from
are here, and words of everyday life in six languages that can be no danger in any sentence. Our choice.
"""

from __future__ import annotations

NAMES = """
aaron abdou abdul abdullah abebe abel abigail abraham adam adama adams addisu adele adil adrian agnes agnieszka ahmad
ahmed aicha aida aisha aissata ajay akira alain alan albert alberto alejandra alejandro aleksandr alemu alex alexander
alexandra alexandre alexandros alexei alexey alfonso alfred ali alice alicia alina aline alisher alma alvaro alya
amadou amal amanda amani amar amara amelia amelie amin amina aminata amir amira amit amy anabel anas anastasia andre
andrea andreas andrei andres andrew andrey andy angela angelica angelina angelo anil anita anja anjali ann anna
annabel anne annette annie anouk anthony antoine anton antonella antonia antonio anwar apollo arash ariana ariel arjun
armand arnaud arthur arturo arun asha ashraf asif astrid atsuko audrey aurelie aurelien ayesha ayman aziz azza bachir
baptiste barbara bart bartosz beatrice beatrix beatriz begona benedict benedicte benjamin benoit bernard bernadette
bertrand beth bianca bilal bill binta blanca bob boris boubacar brenda brian brigitte bruce bruno camila camille
carina carl carla carlo carlos carmen carol carolina caroline catalina catherine cecile cecilia cedric celeste celia
celine cesar chantal charles charlotte cheikh chen cheng chidi chinedu chloe chris christel christian christiane
christina christine christoph christophe christopher claire clara claude claudia claudine clement colette colin
constance corinne cristian cristiana cristina cristobal cynthia cyril daniel daniela daniele danielle daouda daria
dariusz david dawit deborah deepak delphine denis denise derek desta diana diane diego dieter dimitri dina dinara
djamila dmitri dmitry dominic dominik dominique donald doris dorothee douglas edgar edith eduardo edward edwin
ekaterina elena eleni elham elias elif elisa elisabeth elise elizabeth ellen elodie elsa emanuel emil emilia emilie
emilio emily emma emmanuel emmanuelle enrique eric erica erik ernesto esteban estelle esther estrella ethan etienne
eugene eugenia eva evelyn evgeny ewa fabian fabien fabienne fabio fabrice fadi fahad faisal fanny farah farid farida
farouk fatima fatma fatou fatoumata federica federico felicia felipe felix ferdinand fernanda fernando filip fiona
flavia florence florent florian francesca francesco francine francis francisco francois francoise frank franz fred
frederic frederick frederik fredrik fumiko gabriel gabriela gabriele gabriella gael gaelle galina garcia gary gaston
genevieve georg george georges georgina gerald gerard gerardo ghassan gianni gilbert gilles gina giorgio giovanni
girma gisele giulia giuseppe gloria gonzalo gordon graciela grace graham gregoire gregory guadalupe guido guillaume
guillermo gulnara gustavo guy habib habiba hadi hafsa haile hala hamid hamza han hana hanan hannah hans harald harry
hasan hassan heather hector heidi helen helena helene helga henri henrik henry herbert herman herve hiba hicham hilary
hilda hiroko hiroshi horacio hugo humberto hussein ian ibrahim ibrahima ida ignacio igor ikram ilona ilya iman imane
imran ines inga ingrid irena irene irina isaac isabel isabella isabelle isha ismael ismail issa istvan ivan ivana ivo
jack jackie jacob jacqueline jacques jaime jakub jamal james jamila jan jana jane janet janine jasmine jason javier
jay jean jeanne jeff jeffrey jenna jennifer jenny jeremie jeremy jerome jessica jim jing joan joana joanna joao
joaquin joel joelle johan johanna johannes john johnny jon jonas jonathan jorge jose josef joseph josephine joshua
joyce juan juana juanita judith jules julia julian juliana julie julien juliette jun jurgen justin justine justyna
kadiatou kamal kamila kamran karel karen karim karima karin karina karl karla kasia kate katarina katarzyna katherine
kathleen kathy katia katja kazuo keiko keith kelly ken kenji kenneth kerstin kevin khadija khaled khalid khalil kim
kiran klaus kofi konstantin kristina kristine krzysztof kumar kwame kweku kyle laila lamia lamine lara lars latifa
laura laure laurence laurent lea leah leila lena leo leon leonard leonardo leonid leonor leticia leyla lidia lila
lilian liliana lilly lily lin lina linda lionel lisa lise liv liz lola lopez lorena lorenzo louis louisa louise luc
luca lucas lucia lucie lucien lucy ludmila ludovic luis luisa luiz luka lukas luke lydia lynn maaza madeleine magali
magda magdalena mahmoud maite makoto malek malika mamadou manuel manuela marc marcel marcela marcelo marcin marco
marcos marcus margaret margarita margot maria mariam mariama marian mariana marianne marie mariko marina mario marion
marisa marisol marjorie mark marko markus marlene marta martha martin martina martine mary maryam maryse massimo mateo
mateus mathias mathieu mathilde matilda matteo matthew matthias matthieu maurice maurizio mauro max maxim maxime maya
mehdi mehmet melanie melissa mercedes meron merve meseret michael michel michele micheline michelle miguel mihai
mikael mike mikhail milan milena min mina mireille miriam mirjana mitsuko moctar mohamad mohamed mohammad mohammed
mohamud moises mona monica monika monique moussa muhammad mukesh mulugeta munira murat mustafa mustapha myriam nabil
nadege nadia nadine nadir naima najat namrata nancy naomi nasser nastya natalia natalie natasha nathalie nathan ndeye
neha neil nelson nestor nicholas nick nico nicola nicolas nicole nigel nikita nikola nikolai nikos niels nils noah
noel noemi noor nora norbert norma nour nuno nuria odile odette oksana olaf ole oleg olena olga oliver olivia olivier
omar oscar osman oumar ousmane pablo pamela paola paolo pascal pascale patrice patricia patricio patrick paul paula
paulina pauline paulo pavel pawel pedro peggy penelope perrine peter petr petra phil philip philipp philippe pierre
pilar pietro piotr pooja prakash pratibha priya priyanka quentin rabia rachel rachid radu rafael rahel rahul raj raja
rajesh rajiv raju ralph rami ramon rania raphael raquel rashid rasmus raul ravi raymond rebecca regina reiner remi
renata renate renato rene renee ricardo richard rita robert roberta roberto robin rodolfo rodrigo roland rolf roman
romain rosa rosalie rosario rose rosemary ross roxana roza ruben rui ruslan ruth ryan saba sabina sabine sabrina sadia
sadio saida salah saleh salima salman sam samantha sami samia samira samuel sandra sandrine sanjay santiago sara sarah
sasha saskia satoshi saul savita sean sebastian sebastien seema selam selma sergei sergey sergio serge shahid shanti
sharon sheila shirin sidi silvia silvio simon simona simone sirin sofia sofie solange soledad solomon sonia sonja
sophia sophie soraya souleymane stanislas stefan stefania stefano stella stephane stephanie stephen steve steven
stuart sue suleiman sumit sunil susan susana susanna susanne suzanne svetlana svitlana sybille sylvain sylvia sylvie
tadesse taha takeshi tamara tamer tania tanja tanya tarek tariq tatiana tatyana ted teresa terry tesfaye thabo theo
theodore theresa therese thierry thomas tiago tibor tigist tim timothy timur tina tobias tom tomas tomasz tommaso tony
toshi tracy tsegaye tsering ugo ulrich umar ursula usha vadim valentin valentina valeria valerie valery vanessa vasile
vera veronica veronika veronique vesna vicente vicky victor victoria viet vijay viktor viktoria vinay vincent viola
virginia virginie vitor vittorio viviana vivian viviane vladimir wafa wahid walter wambui wanda wanjiru wei wendy
werner wilfried william wilson wilmer wojciech wolfgang xavier xiao yacine yael yan yana yann yannick yara yasmin
yasmina yasmine yasser yassine yasuko yelena yoko yolanda yosef youssef yousuf yuki yulia yuri yusuf yves yvette
yvonne zahra zainab zakaria zara zeinab zineb zoe zoltan zuzana awa awet kouassi koffi yao ndiaye diop diallo
faye sow sy sarr gueye mbaye cisse traore keita coulibaly toure kone kamara okafor okonkwo oyelaran adeyemi otieno
odhiambo mwangi kimani njoroge kariuki achieng mutua abera bekele kebede hailu tekle getachew smith jones brown taylor
davies evans johnson miller moore anderson jackson harris thompson white clark lewis robinson walker allen young
wright king scott green baker carter mitchell dupont dubois durand moreau lefevre leroy roux fournier girard bonnet
lambert fontaine rousseau muller favre rochat blanc rey schmid meier weber keller huber schneider fischer gonzalez
rodriguez fernandez martinez sanchez perez gomez diaz hernandez torres ramirez flores rivera morales ortiz gutierrez
chavez ramos reyes mendoza castillo vargas rojas quispe mamani paredes peralta herrera silva santos oliveira souza
pereira costa ferreira almeida rossi russo ferrari bianchi romano kowalski nowak novak horvat popov ivanov petrov
smirnov kuznetsov sokolov singh sharma gupta patel khan rahman begum hossain chowdhury tanaka suzuki sato watanabe ito
yamamoto nakamura nguyen tran pham lee choi wang zhang liu yang huang zhao wu zhou xu sun zhu guo luo js jp mombasa
kampala kigali lusaka harare accra lagos abuja abidjan bamako ouagadougou ouaga conakry cotonou lome niamey douala
yaounde kinshasa libreville luanda maputo johannesburg pretoria capetown ghana nigeria mali benin togo niger cameroon
cameroun congo gabon angola zimbabwe zambia tanzania uganda rwanda burundi somalia sudan djibouti eritrea madagascar
mauritius seychelles namibia botswana mozambique malawi tunis casablanca rabat algiers alger oran alexandria tripoli
khartoum beirut beyrouth amman baghdad riyadh jeddah doha dubai manama muscat kuwait sanaa damascus tehran ankara
istanbul algeria algerie libya lebanon jordan iraq saudi qatar bahrain oman yemen syria iran turkey turquie israel
palestine lisbon lisbonne lisboa porto barcelona barcelone seville valencia roma milano turin naples athens athenes
berlin munich hamburg frankfurt cologne basel bale montreux nyon morges fribourg lugano annemasse ferney thonon gex
divonne carouge meyrin vernier versoix chamonix grenoble marseille nice bordeaux toulouse lille nantes strasbourg
rennes bruxelles anvers amsterdam rotterdam hague luxembourg londres manchester edinburgh glasgow cork galway dublin
oslo stockholm copenhagen helsinki reykjavik salzburg prague budapest warsaw varsovie krakow bucharest belgrade zagreb
ljubljana sarajevo skopje tirana kyiv kiev minsk riga vilnius tallinn chisinau tbilisi yerevan baku batumi guatemala
honduras nicaragua panama cuba haiti jamaica barbados trinidad tobago brasil bolivia ecuador venezuela uruguay
paraguay guyana medellin cali guayaquil cusco arequipa valparaiso montevideo asuncion caracas recife aires cordoba
tegucigalpa managua habana monterrey guadalajara toronto montreal ottawa vancouver quebec washington boston chicago
miami houston seattle york delhi mumbai bangalore chennai kolkata dhaka colombo kathmandu thimphu karachi lahore
islamabad kabul tashkent almaty astana bishkek dushanbe ashgabat shanghai shenzhen guangzhou hongkong taipei kaohsiung
seoul osaka kyoto hanoi saigon manila jakarta bali singapore singapour kuala lumpur phnom penh vientiane yangon suva
apia tonga samoa fiji vanuatu palau sydney melbourne canberra auckland wellington australia zealand korea pakistan
bangladesh nepal indonesia malaysia philippines vietnam cambodia laos myanmar mongolia swiss angleterre england
scotland ireland irlande wales norway norvege sweden suede denmark danemark finland finlande iceland austria autriche
poland pologne greece grece hungary romania bulgaria croatia serbia slovenia slovakia czech ukraine estonia latvia
lithuania cyprus malta georgia azerbaijan kazakhstan uzbekistan kyrgyzstan tajikistan turkmenistan europe africa asia
america mauritanie tchad guinee burkina liban jordanie mexique perou chili colombie equateur japon coree inde
thailande indonesie александр александра алексеи алена алина алиса алла анастасия анатолии андреи анна антон антонина
аня аркадии артем артур асель асхат ахмед бахтиер бахтияр борис вадим валентин валентина валерии валерия варвара
василии вера вероника виктор виктория виталии влад владимир владислав вова володя вячеслав галина галя геннадии
георгии глеб григории гульнара даниил данияр дарья даша денис диана дина динара дима дмитрии евгении евгения егор
екатерина катя елена лена елизавета лиза жанна женя зарина зоя иван ваня игорь илья инна ира ирина камила карина
кирилл константин костя ксения ксюша лариса лев леонид лидия лиля людмила люда маия макс максим марат маргарита марина
мария маша марк мила михаил миша надя наталья наталия наташа нина никита николаи коля оксана олег ольга оля павел паша
петр полина рамиль ринат роман рома руслан рустам сабина саша светлана семен сергеи сережа софья станислав степан
таисия тамара таня татьяна тимур тихон ульяна федор юлия юля юрии юра яна ярослав аигуль аижан алишер нурлан бекзат
тимурлан фатима иванов иванова петров петрова сидоров сидорова кузнецов кузнецова смирнов смирнова попов попова
васильев васильева соколов соколова морозов морозова волков волкова ковалев ковалева новиков новикова федоров федорова
ким пак женевы москвы сочи казань казани екатеринбург новосибирск самара самаре омск тюмень пермь уфа уфе краснодар
ростов воронеж волгоград киев киеве тбилиси батуми ереван ереване баку алмате астане нурсултан ташкенте бишкеке
душанбе ашхабад самарканд стамбул стамбуле анкара анталья анталье дубаи дубае турция турции грузия грузии армения
армении казахстан казахстане узбекистан узбекистане кыргызстан кыргызстане киргизия таджикистан франция швеицария
швеицарии германия германии италия италии испания париж лондон лондоне берлин берлине вена вене прага праге рим риме
мадрид барселона пекин пекине шанхаи токио бангкок бангкоке сеул дели нью иорк россия беларусь украина украине европа
европе кипр кипре египет египте таиланд таиланде китаи китае япония японии крым крыму кавказ сибирь алтаи алтае баикал
баикале احمد محمد محمود مصطفي عمر عثمان حسين ابراهيم اسماعيل يوسف يعقوب موسي عيسي داود سليمان خالد وليد طارق زياد سامر
سامي سمير كريم كمال جمال جميل عادل عبدالله عبدالرحمن عبد عبدو عبدالعزيز الرحمن العزيز القادر انس ايمن ايهاب باسم باسل
بلال تامر ثامر جابر جهاد حازم حاتم حامد حمزه حميد حيدر راشد رامي رايد رشيد رضا زكريا زيد سعد سعيد سلطان سلمان سيف شادي
شريف صالح صلاح طه عاصم عامر عباس عصام عماد عمار فادي فارس فاروق فهد فواز فيصل قاسم ماجد مازن مالك مروان معاذ منصور
مهدي ناصر نبيل نزار نور هشام وايل وسام ياسر ياسين يحيي فاطمه خديجه مريم زينب سلمي ليلي سعاد سميره سناء سهام سوسن شيماء
صفاء عبير علياء غاده فريده كوثر لبني لمياء لينا منال منيره مها ميساء نادين نادر ناديه نجلاء نجوي نهي نورا نوره نسرين
هاجر هاله هبه هدي هند وفاء ياسمين اسماء اميره امينه اماني انتصار ايمان بشري بثينه جميله حنان دعاء دلال دينا رانيا ربي
رحاب رنا رهام ريم ريما زهراء زهره ساره الحداد الاحمد العلي الحسن الخطيب المصري الشامي السوداني خوري حداد نجار ابو ام
بن بنت الاسكندريه حلب البصره الرياض جده مكه الدوحه ابوظبي المنامه مسقط الكويت صنعاء عدن صفاقس سوسه طنجه فاس مراكش
البيضاء وهران قسنطينه طرابلس بنغازي نواكشوط جيبوتي مقديشو القدس غزه رام اربيل سوريا العراق قطر البحرين اليمن السودان
ليبيا موريتانيا الصومال فلسطين الامارات تركيا اسطنبول انقره سويسرا المانيا برلين لندن بريطانيا ايطاليا روما اسبانيا
مدريد روسيا امريكا نيويورك كندا الصين بكين اليابان الهند اثيوبيا كينيا داكار بانكوك
"""
#: After one of these only a signature follows.
CLOSINGS = """
regards|sincerely|cordialement|salutations|atentamente|atte|уважением|пожеланиями|التحيه|تحياتي|此致|敬礼|敬上|谨上|敬启
"""
#: Whom an answer is given to.
VOCATIVES = """
boss|chef|chief|jefe|jefa|шеф|начальник|ريس|معلم|المدير|领导|老板|老师|sir|oga|guys|team|friends|friend|amigo|amigos|amis
друзья|коллеги|collegues|colleagues|colegas|sister|brother|bro|patron
"""
#: What people say they are, behind their name.
ROLES = """
driver|guard|cleaner|assistant|secretary|manager|supervisor|cook|gardener|intern|visitor|consultant|delegate|chauffeur
gardien|gardienne|secretaire|stagiaire|assistante|cuisinier|conductor|chofer|guardia|asistente|cocinero|pasante|водитель
охранник|секретарь|помощник|помощница|стажер|директор|السائق|سائق|حارس|الحارس|سكرتيره|司机|保安|助理|秘书|经理|主任
"""
#: Signs that say nothing worse than an answer does; any other makes it unclear.
HARMLESS_SIGNS = (
    "👍👌✅☑✔🆗🙂😊😀😁😃😄😅😆😉😌😎😇🤗🤝🙏🙌👏👋💪✌🤞🫶❤🧡💛💚💙💜🤍💖💕💗🌹🌸🌺🌼🌷🌻🍀☀🌞⭐🌟✨🎉🏠🏡🏢🏨🏖🏝🏔⛰✈🛫🛬🚗🚌🚆🚲"
    "🐈🐱🐕🐶🐾☕🍵🍽🍕📞📱📧💻😴🛌🕊☮🌍🌎🌏🗺🧳🎒⚽🎂🤓🤣😂😋😘🥰😍🤩💯🔝➡⬅☺♥☎"
)
#: Between an "elsewhere" and the name of a place.
OF_PLACES = "in at from to near a au aux en dans depuis de a en desde de hacia в на из под fi في من ب 在 去 到"
#: Common Chinese surnames.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)

"""Words of everyday life beside which an answer stands as it is, in six languages: data alone.

Each by itself and as typed, never guessed, and only where no longer phrase is known. None of them may be a danger, or
make one with its neighbours; what is in no list of the reader makes an answer unclear. Our choice.
"""

from __future__ import annotations

NEUTRAL = """
opcion вариант الاختيار الخيار اختياري eleccion choix having seeing grabbing watering enjoying chatting visiting
browsing chilling charging commuting parked ironing packing пьем пью едим готовим завтракаем смотрим играем
разговариваем общаемся сидели гуляли поели попили mangeons mange regardons regardais buvons jouons discutons cuisinons
attablee cenamos almorzamos desayunamos jugamos charlamos vemos miramos tomamos paseamos paseando بناكل بنشرب بنتفرج
نتفرج اتفرج بطبخ نلعب 正 班 聊 播 逛 玩 煮 炒 喝茶 散步 遛 above across ahead along always amazing among annual another anyway
anyways apart appreciate appreciated arrangements arriving assembled association attending autumn aware awhile badge
bag bags balcony bakery bath became because become bed bedtime beer began begin below besides better between beyond
bicycle big bike birthday black blue book booked booth boring bought bread break breakfast brief bring brought brunch
budget burger busy buying cabin cake calendar calm calmly came camping card cat cats chair chat chess choice chopping
christmas cinema class clean cleaning clearly client clients clock coast coffee comfortable comfortably comfy common
computer concert congrats connected considered constantly cool corner cottage countryside couple course covid cup
custom cute cycling dancing date dated daylight decided deck definitely delegate delegation delighted delivery dentist
departed department desk detail details dialing diner dinner direct directly director division document documents dog
dogs doctorate domestic dorm downtown dream dreaming dress drinks duly during each early ears easter easy eat eighth
eleven eleventh else email emails employee enjoy enjoyed entire entirely errand errands especially etc even evenings
ever every everywhere exactly excellent excellency extra eyebrow fab fabulous facilities fact fairly familiar
fantastic far farm fast favourite feeding field fifth fifteen file fika film finally fishing fit five flatmates flight
folks follow football form former forward four fourth fresh fridge friendly front fully fun furniture further game
games garage gardening general gently gentlemen genuinely girls given gladly golf gotten gov grandparents grass
grateful greetings grocery groceries guesthouse habit haircut hallway happily happy hat headquarters healthy heard
hence hike hiking hill history hobby holidaying homeoffice homes homework hon honest honestly honey honourable hopping
hostel housekeeping hugs ice idea ideal immediately important indeed index indoor initially inn interpreter interview
isle itself jacket job jogging joined joining jolly journey joy juice jump junction junior kettle key keyboard kindest
kitten know knows lane language laptop large last lastly late lately laugh laundry layover leaf learning lecture legal
leisure less let lets letter library light like liking line list listening literally local locally logged lot lots
lounge lovely low loyal luckily luggage lunchtime mail main make makes making man map match maternity matter meal mean
means meanwhile member mention met metro mid middle midday midnight mind minor minute mission mm mobile model moments
month months mood moreover mountain mouse movie movies much museum music must nap nearby neighbourhood neighborhood
nephew newspaper next nicely nine ninth nobodys noon normal normally north northern noticed notification novel offices
official officially often old older ones online onto ontheway opposite orange order ordered otherwise ought ourselves
outing oven overall own pace package page paid paper papers parade part participant participating partly party passed
passport past path pen pencil per pet pets phone phoned photo picnic picture piece pilates pizza places plan plane
planned plans play playing plenty pm pool posted posting potatoes practically practice presentation presently printer
prior program project prompt promptly proper properly proud provided public pub purse purple puts putting quality
quiet quietly radio rain rather read reading ready real reason reassure reassured reception recently red regarding
relax relaxed relaxing remain remaining replied report residence respond responded restaurant retreat return returned
returning review rice rode rooms round routine row runs safari saidit sailing salad sale sandwich saturdays say saying
scheduled science season seat seated seaside second secondment secretariat section self seminar semi senior sense
session seven seventh several shade shared sharing sheet ship shirt shoes short showing siblings side sides sign
signed signing simple simply singing situated six sixth skiing skype sky small smile snack snacks snow sofa soft
software solid something sometimes somewhere song sounds soup south southern space speak spoke sport sports spot
spring square stadium stage starbucks start started state station stay stayed steady store stores story stream
strolling studio study studying stuff stuffed subject suburb suburbs such suitcase suite summer summit sunny supper
supported surfing sweet swimming table takeaway taken taking talking tall task tasks taught tea teacher teammate teams
tel telephone ten tenth term terrace test text texted textbook texts than theatre theater therefore third thirty
thought thoughts through throughout thru thumbs thus ticket til todays tonight top tour tourist toward towards tower
toys training trainings transit translator travel traveller tree trees trip true truly tv twelve twelfth twenty twice
type under understand university unlike untouched upcoming updated upper useful usual usually vac vacationing
vegetables vehicle verify video view vinegar visa volleyball volunteer walks want wanted wash washing watch watched
watching weather wedding weekday weekend weekends weekly weeks welcome west western whatever whenever wherever whether
while wholeheartedly whole wifes wine winter wished within wonderful wondering woods woohoo words worked worker
workers workplace works workshop world worries worth write writing year years yesterdays yoga yourself yourselves
youth yummy zoo zoom xo yh yall mates dude bruv bloke lads lad imo imho nbd afaik eod eta lah lor mah woah hehe hihi
hah huh hmm mhm aha yay hooray hurray boo duh oops dis dat don wetin naija doe inna ah feb mar apr jul aug sep sept
oct nov dec wed thu thur thurs fri sat p1 p2 p3 a4 b2 b3 usg asg hq undss unhcr unicef undp wfp fao ilo wipo wto
unesco unog unon unhq iom ocha abord absolument accueil accord actuel actuelle afin agreable agreables aimable
aimablement ainsi ajouter amies amicalement annee annees annuel annuels anniversaire apercu apero appartement appart
appels apprecie appris aprem apresmidi assez assure assurance atelier attention attentif auquel aussitot autant autour
autre autres avance avenue avis balade banque beau beaux belle belles bibliotheque biere bisou bisous bleu bon bonne
bonnes bons bonheur boulangerie boulevard boulot boutique bref campagne carrefour cas cause ceci celle celui cent
centre certain certaine certainement certes chacun chacune chaise chaleureusement chance chats chaud cher chere cheres
chers chien chiens chose choses cinq cinquieme clair clairement classe coiffeur colis college coin comme commence
commerce communication commune completement comprends compte concerne conges connecte conseil content contente
contents continue conversation copie copines cote cotes couche couleur couloir courrier cours courses cousins couvert
cuisiner danse debut decide definitivement dejeune dejeuner dejeuners delegue deleguee demande demander dentiste
departement deplacement dernier derniere derriere descendu descendue descendus devant devoir dieu directeur direction
directement dix donner dormi dors dort double douche doux droit droite drole duquel durant efficace effectivement egal
elections emploi encore endroit enfin ensemble entier entiere entiers entre entree entreprise envers environ ephemere
epicerie equipes escale essentiel etant ete etes etranger etude etudes etudiant eu euh evidemment evidence exact
exactement excellente excellence exprime facile facilement facon faire fait faites faut fenetre ferie fete finalement
fond formation forme formidable fois francais francaise frigo fruit garderie gauche generale genial gens gentil
gentille gentiment grand grande grandes grands gratitude groupe guichet gymnase habitude habituel habituelle haut
heure heures heureux heureuse heureusement huit idee information informations interet interessant interieur interprete
invites jaune jeune jeunes joie joli jolie journaux journee joyeux jours jusque justement lac laisse langue lettre
libre lieu ligne lire liste lit livre livraison livres locaux logement loisirs long longtemps lunettes magasin mairie
maniere manteau matinee meilleur meilleure meilleurs meme memes mesdames messieurs mettre milieu mille moins mois
monde montagne mot mots musee musique natation naturellement nature neige neuf nom nombre nombreux normale notamment
notes nouveau nouvel nouvelle nuit objet occasion occupe officiel officielle offre ordinateur ordre origine oublie
outre palier paix papier papiers parcours parfait parfaite parmi partage particulier partie partout passe passer
passee passeport patience pause pays pendant pensees penser personnel petite petites petits pied piscine plaisir
planning plein pleine pleinement plupart plusieurs poche poisson poli politesse potager pots premier premiere
premierement prends prendre prenez preparer pres presente presentes presents pret prete prets preuve prevenir prevu
prive prix prochain prochaine prochainement proche professeur programme projet promenade promis propos propre puisque
quatre quelque quelques question questions quinze quotidien raison rapide rapidement rassembles rassemblee rassure
rassures recevoir recue regarde region regulierement relais remercie remercions remerciements rencontre rendez
renseignement repas repondu repondre repos reposer reprise respect respectueusement responsable resto retour retourne
reunion reunions reveil revenir revenu revenue revoir rez riviere rouge route sac saison sante savoir scolaire seance
seconde secondes seize sejour selon semaines seminaire sens service services serieux siege simplement soin soirs
soleil sollicitude sommeil sorties soupe soutien souvent souhaite souhaits special specialement suivant suivante suivi
supermarche surement surtout sympa tantot tard tasse telle tellement television temps terrasse texte tiens tienne
titre toilettes tot total tranquillement traversee trente trois troisieme trottoir universite urbain usine utile
valise veille velo vente verifier verre vers vert veste vetements viande vient vieux vin vingt visite visio vivre
voici voisinage vol volontiers voyage vrai vraie vraiment kay wai ouep mdrr ptdrr frerot frangin frangine poto gars
mec pote potes chou bisoux drap kwe dja tchip abierto abierta abrazote absolutamente abuelos acaba acabamos academico
acompanado acompanada acuerdo ademas adios agencia agradecida agradecido agradezco agradecemos ahi ajena alegra alegre
alguien algun alguna algunas algunos almorzando almuerzo alrededor amable amables ambiente amplio ano anos anoche ante
anterior anual apartamento apartado apoyo asamblea asegura asiento asunto atencion atenta atento atentos atras aula
aun autobus autopista avenida avion azul balcon banco bano bar base bebiendo bella bello beso besitos biblioteca bici
bicicleta bienvenida blanco boda bonita bonito brindo buen buena buenisimo buzon cabana cada caja calendario cama
camara camioneta campo canal cancha carta cargo carinoso carino carpeta carretera casita caso casual cena cenando
cercano cerveza chamba chamo chao chaval chico chicas ciento cierto cinco cine cita clase clases cliente club
cocinando colegio color comedor comentario comisaria compartido completo compras comprando comun comunidad condominio
conductor conferencia conocer consulado consulta contacto contenta contento contestar continuo convento copia cordial
cordialmente correcto correo cosa cosas costumbre cuadra cualquier cualquiera cuarta cuatro cuenta cuidado culto
cumple cumpleanos curso dado dando datos debido decir dedicado delegacion delegada delegado demas dentista dentro
departamento deporte derecha derecho desayunando desayuno desde despacho despedida despierto despues detalle detras
dias diez digo dios direccion directamente disculpe disculpas discreto disfrutando disponible distrito doce doctorado
documento domicilio dominical dormido dra ducha dulce durante efectivamente ejercicio elevado embajada embarcado
empleado empleada empresa enfrente enseguida ensenanza entonces entrada envio epoca equipaje escribir escribiendo
escritorio ese esa eso esos esas espacio especial especialmente espera esquina estacion estadia estado estudiando
estudio estudios evento exacto exactamente excelente excelencia exclusivo explico facil facultad fabrica favor fecha
feliz feria festivo fiesta final finca fisico foro foto fruta fuimos fui funcionario funcionaria futbol ganas garaje
gato gatos gimnasio gracia gran granja grata gratitud grato grupo guapo gusta gusto hablando haciendo hacia hecho
hogar hora horario hospedado hospedaje hostal huerto ido igual importante indico informacion informe infinitas
ingeniero inicio instituto interes interior invierno invitado izquierda jefatura jornada jovenes jugando junta juntos
kinder lado lago larga largo lavando lectura leer leyendo libro licenciado lindo linea llamada llegada lleva llevo
madrugada maestro maleta mandado manera mas mascota mascotas mayor media mediodia medio mensaje mensajes mente mesa
meses mil minuto minutos mision mitad modo momento monte motivo moto mucho mucha muchos mundo museo musica nacional
nadando navidad nivel noches normalmente norte nota novena nube nuestro nuestra nuestros nueva nuevamente nueve nuevo
obra ocasion ochenta ocho octavo ocupado ocupada oficial oficialmente ojo orden ordenador otra otras otro otros pagina
pais paises pan papel paquete parada parqueo parte participante partido pasado pasada pasaporte paseo pasillo paso
pasos paz peli pelicula pelo pensar pequeno pequena perfectamente periodo permiso perro perros persona personal
pescado pie pileta piscina planta pleno porque porteria posible preferible pregunta preguntar preguntando preocupacion
preparando presencia primera primero principal privado propia propio proyecto proxima proximo prueba publico pueblo
puesto puntal quedarme quedando quien quieren quince quinta quinto rancho rato razon realidad realmente recibi recibir
reciban recepcion recien reciente recuerdo regalo regreso reitero reporte residencia respeto responder restaurante
reunido reunida reunidos reuniones rico rojo ropa rumbo ruta sabana sabe sabiendo saludando saludo sede segunda
segundo seguido seis semanas seminario sencillo sentado sentada sentados senores servicio servicios servidor sesenta
sesion siendo siesta siete siguiente silla simplemente sino sobre sol solicito subte suerte supermercado super tal tan
tanto tardes tarea taza teatro tele telefono tema temporada temprano tendido tener tengo tercer tercera tercero
terminal terminando terraza texto tiempo tienda tiene tienen tipo titulo toca toco tocaba todavia toma torre
trabajadores trabajando trabajar traje tramite tranquilamente tras traslado trece treinta trimestre turno tuve ultima
ultimo unica unico unidad uno unos unas urbanizacion usted ustedes util vacacional valle varias varios vecindario
veinte verano verdad verde vereda vez veces viaje viajes vida vista visita visitando visto vivienda volviendo voy
vuelo vuelta vuestro compadre comadre chama pana panita causa broder chavos cuate cuates mae maje patojo nano llave
tomo tome dije dijo адрес аккуратно активно арбуз аренда бабушкин база банк баня бег беглыи белыи бизнес библиотека
билет благодарен благодарна благодарим благодарность ближаишии блин большои большое было быть вагон важно ваш ваша
ваше ваши введение ведь везде век велосипед верно вероятно весело весна весь весьма вечером взаимно взял вид видно
виде вместе внимание вокзал вокзале волнуитесь восемь впечатления времени время всегда всего всеми всему встреча
встрече вторая второи выбор выключил выехал выходные выходных гараж главное год года году годы голос гора горы горах
готов готова готовлю гости гостиницы громко группа группе группы гуляем гуляю давно даже далее дата дача даче два
двадцать дверь двое девять делегат делегация делегации делаю делаем делами дел дела делах дело домашним домашние
дорогие достаточно друзьям едем ем ест завтрак завтракаю завтрака зал зале заметил занят занята занятия занятии заодно
запад заранее заседание заседании заседания затем зачет здания здоровья зелень зима знаете зонт идея идет извините
изумительно именно иногда институт интересно информация источник кабинет кабинете каждыи капельку карта картошка
квартал класс классно клуб книга книги книгу колледж команды комиссия коммуна компания компьютер конец конечно концерт
конференция конференции коротко корпус корпусе которыи кот котик кошка кошкои кошки кофе красота краи кресло кто
лагерь легко легкии лес лесу лестница лето летом луна лыжах лыжи любимыи маи маленькии матч машина машины мед менее
меньше места месяц месяца месяцев мимо минут минуту мир мира много молодец момент моменту музеи музыка набережная
наверх надо наконец намного написал например народ наружу находиться находился находясь начал небольшои небо недавно
недалеко некоторыи немало непременно никуда ничуть новость новыи ноль номер номере номера норма нормальныи ночь обед
обеда обедаю обедаем обеде область обратно обучение общежитие общежитии общем обычно один одновременно озеро озера
окно около окончание опять орлы осень остановка остаюсь остаемся остался остались осталась отдел отдела отделе отделом
отделение отделении отдых отдыхаем отель отеля отзыв открыто откуда отмечаю отправил отпуска отчет ощущение палатка
парка пара партия пасха первыи первая первом первого перед передача перерыв переписка периода песня пешком пикник
пирог письмо пицца план плита победа повезло погода под подарок подробно поезд поездка поездке позавчера позвоню
поздно пол полдень полет половина положение полтора помню помещение помещении порту после последние последнии
посольство посольстве посуду потом поэтому прав правильно праздник праздники прекрасныи прием приехал приехала
приехали приема прибыл прибыла прибыли примерно природа природе приятно про проверка проверку прогулка прогулке
прогулялся продукты проживаю против прохладно прочее прошел прошла прошли прошло прошлом прямо пункт пункте пункта
пять пятыи пятом пятого работал работаем рабочее рабочем рад рада радость рады раз разговор разных раи раион раионе
рано ребятам регион резиденция результат ремонт ресторан ресторане речь рис родина родине роза рыбалка рыбалке рядом
сад саду садик самолет самолете сами самыи сборе сборы своем своеи своих связи сеанс сего седьмои сезон секретариат
секция семинар семинаре серия сестричка сих скажу сквер сквере сладкии следующеи следующии словно слово сложа слышал
слышала служба смотрю снова собака собакои собаки собрание собрании собрались совещание совещании совещания сон
сообщение сообщения сообщаем сорок составе спасиба спим спокоинои спорт спортзал спортзале справа сразу средние среду
стадион стадионе стажировка станция станции стол столе сторона страна стране страны студент студия стул судя сумка
супермаркет супермаркете счастье счастлив съезд сюда та такие такои такси там танцы твои театр тебе текст телевизор
телефон телефона телефону телик тема терраса территория территории тетрадь техникум тихо то товарищ тогда тренинг
тренинге тренировка тренировке третии третья третьем третьего три тридцать троллеибус туалет туда тур туристы ты
тысяча уведомляю уважаемыи уверенно удобно ужин ужина ужинаю ужинаем узнал уик университет университете урок успели
успел успела уходил учеба учебе учусь фильм финансы фото футбол хлеб хорошии хорошеи целом центр центра центре час
часа часам часть чашка чаи чаще чек человек чемодан четыре четко чисто читаю чтобы чувство чудесно чудом шесть шум
шутки экзамен экскурсия экскурсии экран электричка электричке энергия этап этажа эта эти этои этом юг юрист яблоко
являюсь братва братан дружище зая солнце родные родненькие заботу заботы беспокоиство вопрос поддержку rabote vsem
seychas sizhu dome bolshoe kollegi tam tut zdes اتصال اثنان اثناء اجتماع اجتماعي احباب احبابي احترام احترامي احد
احيانا اخبار اخباركم اخر اخوان اخوتي اذن اربعه ارتحت ارض اريكه اساتذه استاذه استراحه استقبال استعلام اسبوع اسبوعين
اسلم اصدقايي اصلا اصل اغلب افضل افطار اقامه اقامتي اقرب اكثر اكيد التقدير الاهتمام الاحترام الامتنان الاداره الاستقبال
الاستراحه الاجتماع الاقامه الايام الباص الباقي البقيه البلد البنك التاكسي التدريب التلفزيون الثالث الثاني الاول الرابع
الخامس الجبل الجميل الحال الحافله الحي الدوام الدور الدوله الدوره الراحه الرحله الرساله الساحه الساعه السكن
السوبرماركت السياره السيده الشغل الشقه الشاطي الصباح الصالون الصديق الصغير الضيوف الطياره الطيران الظهر العاصمه العام
العزيزه العصر العمل العشاء الغالي الغاليه الغداء الفجر الفطور الفندق الفيلا القاعه القريه القسم القهوه الكبير الكرام
الكل الكليه الكافتيريا الليله الليل المحطه المحل المدينه المركز المزرعه المسبح المساء المسوول المطعم المعرض المعهد
المقر المكتبه المكان الملعب المنتزه المندوب المنطقه الموتمر الموقف الموعد الموقع النادي النهارده النهار النوم الوزاره
الوطن الوفد الوقت امتنان امتناني انتظار اهتمام اهتمامكم اهل اوف اول اولا ايام ايميل باذن باذنه بارك باص بحمد بحمده
بخصوص بدايه برنامج بعد بعض بفضل بفضله بقيه بكرا بلد بلدي بلدنا بناء بنايتي بنك تاكسي تحديث تحيه تدريب تذكره تسلمون
تسلمو تسلموا تسلملي تقدير تقديري ثالث ثاني ثانيه ثلاثه جار جالسين جامعه جبل جديد جديده جريده جزيل جلسه جميعا جنب جوال
حبيت حتي حديقه حضره حضرات حفل حفله حقيقه حلو حلوه حمدا حوالي خاص خاصه خالص خبر خدمه خطه خلاص خلال خمسه خير خيرا دايره
دايما داخل دار درس درجه دعايكم دقيقه دوام دور دوره راحه رابع رحله رد رسالتكم رسايل رساله رسميه رمضان زياره زيارتكم
ساحه ساعات ساعه ساكنين سبت سبعه سته سوالكم سوال سعيده سفره سكن سنه سوق سوا سويا سياره سيارتي سيادتكم شاي شارع شاطي
شاكر شاكره شاكرين شخصيا شغل شغلي شقه شقتي شكر شكري شهرين صاله صالون صباحا صحتي صحه صديق صغير صوره ضيف طالب طاوله طبعا
طبيعي طبيعيه طوال طيران ظهر ظهرا عاده عادي عاديه عام عاما عايله عدت عزيزتي عزيزي عشاء عشره عصرا عظيم عظيمه عليك عليه
عمتا عمل عمله عموما عندكم غاليه غدا غداء غدوه فايق فاضي فاضيه فتره فرحان فطور فعلا فندق فوقها فيديو فيه فيها قاعتنا
قريب قريبه قسم قهوه كاس كافيه كبير كبيره كتاب كثيرا كذلك كرسي كلام كلكم كلهم كليا كما كمبيوتر لازلت لاعب لان لحظه
لديكم لدي لذلك لطف لطفكم لقاء لليوم ليل ليله ليلا ماشي مبارح مبكر متاخر متاخره متر مثل محاضره محطه محترم محترمين مدام
مدرسه مدينه مدينتي مركز مزرعه مساءا مسبح مستمر مسجد مشروع مشوار مصلي مطار مطبخ مطعم معرض معكم معهد مقهي مقر مكان مكاني
مكتبه ملعب ممتاز ممتازه ممتن ممتنه ممنون ممنونه مناسبه مندوب منتزه منزلنا منطقتي منطقه مهندس مهندسه موجودين موظف موظفه
موعد موقع ناس نادي نتكلم نتيجه نحمده نزهه نشكركم نعمه نقطه نومي هاتف هدوء هسع هناك هنالك هنيا هون هونيك هوني وبعد وبكل
وحتي وحده وزاره وضع وطن وعليكم وفد وقت ولكم ولله وسط وسهلا ياالله ياغالي يالغالي يالغاليين ياحبيبي يسعدكم يسعدك يسلمو
يسلموا يعافيك يعافيكم يعطيك يكثر يكرمك يكرمكم يوفقكم يومين يوميا اسعد اشكر اشكركم اشكرك افيدكم ابلغكم ابشركم تطمنوا
حياكم حياك هلابيك مراحب عيني عيوني حبي قلبو ضنايا alhamd lillah allah yahfazkom ya3ni akid wa 3ala 3an honik henak
hnak foundo2 fondok fundu2 otel shoghl shoghel sho8l maktab madrase ra7 ra7et kenna 场 虚 团 成 员 抵 达 份 张 图 馆 博 物 咖 啡 厅 茶
餐 园 花 草 树 叶 春 夏 秋 冬 阳 空 蓝 白 红 绿 黄 粉 紫 灰 笔 纸 页 句 词 语 言 英 法 俄 级 课 讲 台 板 题 考 试 卷 桌 椅 灯 床 衣 裤 鞋 帽 包 箱 袋 瓶 杯 碗 盘 筷 勺 锅 米 菜
肉 鱼 蛋 果 汁 糖 盐 油 酱 醋 约 定 期 间 段 始 末 初 旬 季 度 假 周 节 庆 祝 贺 福 禄 寿 喜 乐 趣 味 道 理 由 因 故 谓 如 然 而 且 者 甚 至 尤 例 按 照 依 据 于 以 便 除 另 首
次 最 终
"""

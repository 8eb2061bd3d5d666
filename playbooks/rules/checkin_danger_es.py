"""Words of distress in Spanish of Spain and of the Americas: data alone, in the notation of `checkin_words`; see
`checkin_danger_en` for what each list does. Our choice.
"""

from __future__ import annotations

DANGER = """
(en|dentro de|bajo) (el|la|un|una) (agua|rio|lodo|barro|zanja|hoyo|pozo|barranco)|dentro del agua
en medio del (agua|rio)
(agua|rio|lodo|mar|quebrada) (ya )?(me |nos )?(llega|llego|alcanz*|tapa|cubre|entro|subio|sube|desbord*|viene|arrasa)
(al|hasta el|hasta la|hasta las) (cuello|techo del|pecho|cintura|rodillas|tobillos)|desbord*
(me|le|nos) (pico|picó|mordio|muerde|mordieron) (un|una|el|la|unos)|picadura*|culebra*|serpiente*|vibora*|alacran*
escorpion*|mordio|mordid*|mordedur*|se (me|le) (hincha*|durm*|cierra*|nubla*|va el aire|paro|desmay*|duerme)|hinchad*
hincho|(nos|me|los|la|lo) (tienen|quitaron|apuntan|apuntaron|amenazan)
(nos|me|los|la|lo) (amenazaron|agarraron|detuvieron|encerraron|pegaron|golpearon)
(nos|me) (estan|vienen|van a|quieren) (apuntando|matar*|golpeando|siguiendo|buscando|llevar|robando|rodeando|pegar)
no (nos|me|los|lo|la) dej(a|an|aron) (salir|ir*|pasar|entrar|bajar)|no dejan (salir|pasar)|reten|bloqueo
(tocan|tocando|golpean|golpeando|patean|pateando) (la|mi|nuestra) puerta|alguien (entro|toca|intenta|esta|anda|quiere)
(los|las|lo) (oigo|escucho)|(oigo|escucho|oimos|escuchamos) (pasos|voces|gente|disparos|tiros|gritos|ruidos)
pasos afuera|(se me |se le )?rompio (la )?fuente|fuente rota|pujando|(opcion|numero|codigo|respuesta) dos|(la|el) dos
segunda opcion|muletas|andadera|postrad*|encamad*|no camina|me resbal*|resbale|me tropec*
no (me|nos) (dejen|abandonen|olviden|suelten)|no (ha|han) (vuelto|regresado|aparecido|llegado a)|no contesta(n)?
sudor frio|sudando frio|desorientad*|hormigueo|(boca|cara) torcida|no (puede|podia) hablar
nos falta (todo|agua|aire|comida)|ya no (puedo|aguant*|podemos|resist*)
(casa|techo|edificio|puente|carretera) (esta |quedo |fue )?(destruid*|quemad*|inundad*|cortad*)|sin casa
(manden|envien|necesitamos|hace falta) (un |una )?(helicoptero|lancha|bote|escalera|camilla|grua)|abran la puerta
abranos|apurese|apurense|apuro|de prisa|aprisa|volando por favor|lo mas (rapido|pronto)|cuanto antes|no hay tiempo
no queda tiempo|poco segur*|quedandonos sin|quedando sin|quedamos sin|quede sin
me quede sin (aire|agua|insulina|medic*|pastillas)|me quedo sin
no (despierta|reacciona|se levanta|se mueve)
(tiran|tirando|lanzan|lanzando|avientan|arrojan) (piedras|botellas|bombas|cosas)|a pedradas|pedrad*|apedre*
evacuarnos|evacuarme|evacuenn*|falta (el )?aire|(el agua|el rio|la corriente) (se )?(llevo|arrastro|lleva|arrastra)
dejo de respirar|insoportable|molotov|debajo del|nos falta|sotano (inundado|lleno)|machuq*|machuqu*
(nos|me) vino (la|el) (casa|techo|pared)|(cable|cables) (caid*|electric*|suelt*|en|y|de luz)|cayo (un|el) cable
chispa*|cortocircuito|corto circuito|hipervent*|hiperbent*
(sol(o|a|os|as)) (en la oscuridad|a oscuras|con (el|la|mi|mis) (bebe|nino|nina|hijo|hija|hijos|ninos))|a oscuras
en la oscuridad|no (he|hemos|ha) (comido|bebido|tomado)|machuc*|magull*|apachurr*|aplast*|destroz*|tosiendo|toso
tos fuerte|grit*|llantos|se (oye|oyen|escucha|escuchan) (gente|gritos|voces|llantos|disparos|tiros|explosiones)
(vino|viene|cayo) (la |el |un |una |todo )?(casa|techo|pared|mundo|muro|poste)? ?encima|pastilla*
presion (alta|baja|arterial)|transfusion|paraliz*|entumec*|calambre*|nausea*|migrana|dengue|colera|marea* mucho
naufrag*|volco|volcad*|fango|abandonad*|nos dejaron|empapad*|tirit*|insolacion|golpe de calor|machete
piedras (encima|caen|nos)|malandro*|rateros|hampon*|encapuchad*|matones|paramilitar*|cadaver|cuerpo sin|cuerpos
hueso|costilla|craneo|pulmon|columna|cadera|rodilla rota|me abri|perforad*|desgarr*|arrancad*|amput*
se (me |le )?(salio|ve) el hueso|ciega|vista nublada|veo borroso|no siento|soldado*|militares|ejercito|tanques
(tumbar|tumban|romper|rompen|forzar) (la |nuestra |mi )?(puerta|reja|porton)
(forzando|golpean|patean|derribar|tirar) (la |nuestra |mi )?(puerta|reja|porton)
(quiere|quieren|intentan|intenta|tratan de|trata de) (entrar|meterse|tumbar|matar*|romper|forzar|robar*)|se metieron
entraron (a|en)|(me )?cort(e|o|ado|ada|adura)|me corte|clavad*|incrust*|ensangrent*|tengo sed|de sed|de hambre
sin comer|sin beber|hinchad*|silla de ruedas|discapacit*|sord*|ciego|oigo nada|tiembla|sigue temblando
no (para|deja|cesa) de (temblar|sangrar|moverse|llorar)|cruje|crujiendo|agriet*|cae todo
todo se (cae|quema|mueve|derrumba)|perdigon*|ametrall*|metralla|disparad*|enfrentamiento*|embosca*|masacr*|degoll*
atrac*|despoj*|esposad*|vendad*|recen por|oren por|piedad|misericordia|se los (suplico|ruego)|suplico|ruego
lo antes posible|cuanto antes|inmediatamente por|ahorita mismo por|diganle a mi|dile a mi|adios a|tirado en|no llega
no llegan|no viene|no vienen|pasandola mal|la estamos pasando|muy feo|feo aqui|esta feo|color de hormiga
susto de muerte|me ahogo|nos ahogamos|se ahoga|en (el|un) (ascensor|elevador)
(ascensor|elevador) (se )?(paro|detuvo|quedo|parado|detenido|danado|atorado)|debajo
bajo (un|una|el|la|los|las) (escritorio|mesa|losa|pared|viga|piedras|techo|cama)
bajo (un|una|el|la|los|las) (escombros|concreto|muro|tierra|lodo|carro|auto|puente)|no (veo|vemos) (nada|bien)
no oigo|tirad* (en|y)|azotea|en el techo|jalaron|se (lo|la|los|nos|me) llev*|gritos|gritan|grita|gritando
piden ayuda|pide ayuda|arrastr*|nos lleva (el|la)|apunt* con|extorsi*|rescate por|cristales|vidrio en|cortad*
cortadura|corte profundo|ayudenme|ayudennos|ayudenos|rescatenme|saquenme|saquennos|atrapados|auxilio|socorro|ayuden
ayudame|ayudeme|ayudar|ayudarme|socorrer|necesito|necesitamos|necesita|necesitan|nesesito|nesecito|rescate|urgente
urgencia|urgencias|emergencia|bomberos|hospital|hospitalizado|hospitalizada|herido|herida|heridos|heridas|erido
erida|lesion|lesionado|lesionada|lastimado|lastimada|golpeado|golpeada|duele|dolor|dolores|enfermo|enferma|fiebre
sangro|sangrando|sangra|fractura|fracturado|fracturada|rompi|quebrado|quebrada|quemado|quemada|quemadura|desmayo
desmayado|desmayada|inconsciente|mareado|mareada|embarazada|muere|muerto|muerta|muertos|victima|victimas|atrapado
atrapada|atrapadas|encerrado|encerrada|encerrados|escombros|sepultado|sepultada|perdido|perdida|desaparecido
desaparecida|atorado|atorada|rodeados|escondido|escondida|escondidos|peligro|peligros|peligroso|peligrosa|riesgo
amenaza|amenazado|amenazada|inseguro|insegura|inseguros|grave|graves|malherido|peor|ataque|atacado|atacada|atacan
atacando|disparos|disparo|tiroteo|balacera|tirador|armado|armados|cuchillo|bomba|explosion|rehen|rehenes|secuestrado
secuestrada|secuestro|detenido|detenida|robado|robada|agredido|agredida|fuego|incendio|humo|inundado|inundacion
derrumbe|derrumbo|colapso|no (puedo|podemos|puede) (salir|respirar|moverme|movernos|caminar|levantarme|irme|ver)
sin (agua|aire|comida|salida)|no tengo (agua|comida|salida)|no estoy a salvo|no estoy en (condiciones|forma|buenas)
no hay (salida|agua|comida)|me (siento|encuentro) mal|pierna|sin seguridad|ayuda me|ayuda|ayudas|ayud*|ayuad*|aiuda*
alluda*|auxili*|ausilio|socorr*|s o s|necesit*|nesesit*|nesecit*|nececit*|nec ayuda|presis*|rescat*|rescue
salve(n|me)*|salven*|salvame|salvenos|salvenme|saqu(e|en) (me|nos)|saquen*|saqueme|sacame|sacar(me|nos)|saquenos
urge|urgen|urgent*|urgenci*|urjente|emergenci*|emerjencia|bomber*|cruz roja|hospital*|clinica|camilla*
(envien|manden|mande|envie|manda) (ayuda|a|alguien|una|un|ambulancia|gente)?
(envia|mandar|enviar|mandenme|mandennos|enviennos) (ayuda|a|alguien|una|un|ambulancia|gente)?
(llamen|llame|llama) (a )?(una |la |los |al )?(ambulancia|policia|bomberos|medico|911|112|emergencias)
(vengan|venga|ven|venid|vengan a) (rapido|pronto|ya|por favor|por|a|aca)
(vengan|venga|ven|venid|vengan a) (aqui|porfa|rescatar*|ayudar*|sacar*|buscar*|a buscar*)|vengan|rapido|apuren*
apurense|apurate|dense prisa|de prisa|corran|por dios|por el amor de dios|dios mio
(nadie|ninguno) (viene|llega|responde|contesta|nos ayuda|me ayuda)
(nadie|ninguno) (ayuda|vino|ha venido|nos escucha|me escucha|me oye|aparece)
no (viene|llega|ha llegado|ha venido|llego) (nadie|ayuda|la ambulancia|el rescate)|herid*|erid*|lesion*|lastim*
golpe*|me golpe*|duele*|dolor*|enferm*|fiebre*|sangr*|sangre|desangr*|hemorrag*|fractur*|rot(o|a)|rota|roto|rotos
rompi*|rompio|quebr*|quebre|quebrad*|torci*|esguince|luxad*|quema*|kema*|desmay*|inconsci*|inconcient*
sin (conocimiento|sentido|vida|pulso)|no (reacciona|responde|despierta|se mueve|se despierta)|mareo*|maread*
convulsi*|asma|asmatic*|diabet*|hipogluc*|azucar|epilep*|infarto*|paro cardiaco|corazon|pecho|derrame|ictus
presion alta|alergi*|alerji*|ahog*|asfixi*|atragant*|vomit*|diarrea|intoxic*|envenen*|embaraz*|parto|dar a luz
dando a luz|contraccion*|rompi* (la )?(fuente|aguas)
(viene|nace|naciendo|nacer|va a nacer|ya viene) (el |un |mi )?(bebe|nino)|aborto|recien nacido|muer*|muero|muriendo
mori*|morir|murio|fallec*|cadaver*|victima*|matar*|mataron|matando|mato|mata|matan|suicid*|agoniz*|atrap*|atorad*
atascad*|enterrad*|encerrad*|sepultad*|escombro*|aplastad*|prensad*|trancad*|bloquead*|trabad*|acorralad*|rodead*
sitiad*|cercad*|incomunicad*|aislad*|varad*|(puerta|salida|escalera|ascensor|elevador) (esta |quedo |se )?(atascad*)
(puerta|salida|escalera|ascensor|elevador) (esta |quedo |se )?(bloquead*|cerrad*|trabad*)
(puerta|salida|escalera|ascensor|elevador) (esta |quedo |se )?(atranc*|trabo|cayo|derrumb*)
(puerta|ventana) no (se )?abre|no (se )?abre (la|el|nada)|perdid*|perdi a|se perdio|desaparec*|extravi*|no aparece*
no (lo|la|los|las) (encuentro|encontramos)
no (se|sabemos|sabe) (de|nada de|donde|adonde|dnde) (estoy|esta|estan|estamos|mi|mis)?
no (se|sabemos|sabe) (de|nada de|donde|adonde|dnde) (ir|el|ella|ellos|quedo|anda|me)|no (se|sabemos) (que|q|k) hacer
que (hago|hacemos)|como (salgo|salimos)|sin (noticias|rastro|senal de vida|contacto)|escond*|refugiad* (en|bajo)
peligr*|riesgo*|amenaz*|insegur*|grave*|mal|malherid*|malit*|pesimo|fatal|peor*|horribl*|terribl*|espantos*|desastr*
tragedi*|critic*|delicad*|ataque*|atac*|agred*|agresi*|asalt*|tiro|tiros|tirote*|dispar*|balacer*|balazo*|balas|bala
balea*|plomo|tirador*|pistol*|rifle*|escopet*|fusil*|metrallet*|arma|armas|armad*|cuchill*|navaj*|machet*|punal*
apunal*|bomba*|bombard*|explosi*|explot*|estall*|granada*|misil*|dron|rehen*|secuestr*|plagi*|retenid*|detenid*
capturad*|se (llevaron|lo llevaron|la llevaron|los llevaron)|robad*|robaron|robo|roban|robando|ladron*|delincuent*
pandill*|maleante*|saque(o|os|ando|adores)|guerrill*|sicario*|narcos|terroris*|violad*|violaron|violenci*|violent*
pelea|disturbi*|motin|lacrimogen*|persigue*|persiguiendo|siguiendo(me|nos)|quieren (entrar|matar*)|intentan entrar
forz* la puerta|fuego*|incendi*|insendio|llamas|en llamas|humo*|humareda|gas|fuga|escape de|huele a|olor a|toxic*
quimic*|inund*|ahogando*|(agua|rio|mar) (esta )?(subiendo|sube|entra|entrando|crece|nos|hasta|por todos)|creciente
crecida|tsunami*|maremoto*|corriente|alud*|deslizamiento*|deslave*|avalancha*|huaico*|derrumb*|desplom*|colaps*
hundi*|electrocut*|cable* caid*
(se )?(cayo|callo|caio|cae|caen|cayeron) (encima|el|la|los|las|una|un|todo|sobre|algo)
(se )?(caido|cayendo|vino abajo) (encima|el|la|los|las|una|un|todo|sobre|algo)
(se )?(viene abajo|vino encima|nos cayo|me cayo) (encima|el|la|los|las|una|un|todo|sobre|algo)
(techo|pared|muro|edificio|casa) (se )?(nos |me )?(esta )?(cayo|cae|cayendo|vino|viene|derrumb*|desplom*|caid*)
(poste|arbol|piso|losa|escalera) (se )?(nos |me )?(esta )?(cayo|cae|cayendo|vino|viene|derrumb*|desplom*|caid*)
me cai|nos caimos|se cayo|cai (de|por|del)|encima (de|mio|mia|nuestro)|accident*|choque de|atropell*|chocad*
no puedo mas|no aguant*|no resist*|no (doy|damos) mas
no me (siento|encuentro|veo) (nada )?(muy |tan )?(bien|segur*|comod*)
(me|nos|se) (siento|sentimos) (muy |bastante |re |super |fatal )?(mal|debil|peor|insegur*|solo)
(me|nos|se) (siente|encuentro|encontramos) (muy |bastante |re |super |fatal )?(mal|debil|peor|insegur*|solo)
no estoy (a salvo|en condiciones|en forma|en buenas|nada bien)|no (es|era) (nada |muy )?segur*|pata|pierna*|brazo*
costilla*|cabeza|no hay (salida|forma de salir|como salir|por donde|ayuda|nadie|respuesta|rescate|manera de salir)
sin salida|aterr*|aterroriz*|horroriz*|ataque de (panico|nervios|ansiedad)|ataques de panico
crisis (nerviosa|de|asmatica|de nervios)|desesper*|angusti*|deshidrat*|hambrient*|congel*|hipoterm*|agotad*
damnificad*|sin techo|sin hogar|en la calle sin|auxilioo|socorrooo|paila|jodid*|cagad*|valio madre|valimos
vali madre|nos lleva|nos morimos|me muero
"""
LIFELINE = """
medico|medica|medicos|doctor|doctora|doctores|ambulanci*|ambulansia|enfermera*|paramedic*|respir*|rrespirar|insulin*
oxigeno|sin aire|falta de aire|falta el aire|me falta el aire|medicin*|medisina*|medicament*|remedio*|inhalador*
ventolin|pastilla*|antibiotic*|pulso|conocimiento|dialisis|tratamiento*|suero
"""
SUPPLY = """
encuentro|encontramos|encuentra|encontrar|encontro|hallo|hallamos|aparece|ubico|veo a|localizo|da senales|agua
comida|alimento*|leche|panales|cobija*|manta*|transporte|dinero|refugio|albergue|viveres|abrigo|salida|beber|comer
"""
ACT = """
salir*|salgo|salimos|salirnos|moverme|movernos|mover*|muevo|caminar*|camino|andar|levantar*|pararme|parar de
parar el|pararnos|irme|irnos|huir|escapar*|correr|bajar*|subir*|abrir*|abre|ver|ver nada|veo|oir|escuchar|hablar
encontrar*|encuentro|hallar*|hallo|localizar*|ubicar*|contactar*|comunicarme|comunicarnos|dar con|llegar a|evacuar*
volver|regresar|cruzar|sentir (mis|mi|las|la)|siento (mis|mi|las|la)|tragar|nadar|dormir|calmar*|controlar*|detener
zafar*|soltar*|liberar*|desplazar*|pasar
"""
FEAR = """
miedo*|asustadisim*|temor*|panic*|aterrad*|terror|tiembl*|temblando|llorando|lloro|ansiedad|traumad*|traumatiz*
pavor|espantad*|asustad*|asustao|cagad* de miedo|horror
"""
SHAKEN = """
vivo estoy|estoy (vivo|viva)|vivos|estamos vivos|susto|sustos|sustazo|conmocion|nervios|nervios*|preocupad*|en shock
shock|impactad*|conmovid*|alterad*|estresad*|sacudid*|tembloros*|inquiet*|cansad*|impresionad*|sobresalt*|aturdid*
asustadit*|sustico|con el susto
"""
LACK = """
se (me |nos )?(acabo|acaba|acabaron|acabando|termino|terminaron|esta acabando)|falta|faltan|hace falta|poca|poco
agotad*|escase*|olvide mi
"""

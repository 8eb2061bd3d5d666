"""Words of distress in French of Europe, Africa and Canada: data alone, in the notation of `checkin_words`; see
`checkin_danger_en` for what each list does. Our choice.
"""

from __future__ import annotations

DANGER = """
(dans|ds|sous) (l|le|la|un|une) (eau|riviere|fosse|boue|trou|ravin|canal|fleuve|decombres|noir total)
(on|ils|ils nous|il) (m|nous|l|les) (a|ont) (arrete*|pris|emmene*|enferme*|vole*)
(on|ils|ils nous|il) (m|nous|l|les) (a|ont) (agresse*|frappe*|tire*|menace*|battu*)
(m|nous|t) (ont|a) (arrete*|pris|emmene*|enferme*|vole*|agresse*|frappe*|menace*|battu*|attaque*)
(veulent|veut|vont|va|essaient de|essaie de) (m|nous|l|les|me|te) (emmener|tuer|prendre)
(veulent|veut|vont|va|essaient de|essaie de) (m|nous|l|les|me|te) (arreter|frapper|embarquer|bruler)
(m|nous|les|l) emmener|arrete* (a|au|sur) (le |un |la )?(barrage|checkpoint|poste|controle)|au barrage|menotte*
(le |mon )?bebe (arrive|vient|sort|va naitre|pousse)|poche des eaux|travail a commence|j accouche|je pousse
(quelqu un|des gens|des hommes|ils|on) (essaie|essaient|frappe|frappent|tape|tapent)
(quelqu un|des gens|des hommes|ils|on) (entre|entrent|rode|rodent|cognent|cogne)
(frappe|frappent|tape|tapent|cogne|cognent) (a|sur|contre) (la|ma|notre) porte|bruits de pas|bruit de pas
j entends (des|les|quelqu un)|(je les|on les) (entends|entend)|deuxieme (option|reponse|choix|possibilite)
(option|reponse|numero|chiffre) deux|le deux|serpent*|scorpion*|mordu*|pique* par|morsure*|piqure*|gonfl*|enfl*
accroche* (a|au|aux)|perche* (sur|dans)|grimpe* sur
(eau|riviere|mer|boue|fleuve|vague) (arrive|monte|entre|rentre|deborde|jusqu|est dans|envahit)|deborde
jusqu (au|aux|a la|a) (cou|genou|genoux|taille|toit|poitrine|plafond|hanches|chevilles)|bequille*|deambulateur
mobilite reduite|pmr|non voyant*|malvoyant*|aveugle*|paraplegi*|alite|alitee|grabataire|chute|chute de|glisse*|derape*
(me|nous) (laissez|abandonnez|oubliez|laisse|oublie) pas|laissez (nous|moi) (sortir|partir)|ouvrez (nous|moi|la porte)
fourmillement*|bouche (tordue|de travers)|parle plus|ne parle plus|sueurs froides|sueur froide|transi|transie|palpit*
(fils|fille|mari|femme|enfant) (ne |n )?(est|sont) pas (rentre*|revenu*|joignable*)
(enfants|mere|pere|frere|soeur|collegue) (ne |n )?(est|sont) pas (rentre*|revenu*|joignable*)
(fils|fille|mari|femme|enfant|enfants|mere|pere|frere|soeur|collegue) (ne )?repond* (pas|plus)|injoignable*
repond plus|(on|ils) (nous|me) (tire|tirent|poursui*|suit|suivent|encercle*|bloque*|retien*|empeche*)
empech* de (sortir|partir)
(maison|toit|immeuble|pont|route|appartement) (est )?(detrui*|parti*|coupe*|brule*|inonde*|emporte*)
plus de (toit|maison)|(envoyez|besoin d|il faut|appelez) (un |une )?(helico*|bateau|echelle|brancard|pompier*|equipe)
pas le temps|plus le temps|tiendrai pas|tiendrons pas|tiens plus|tenons plus|tiendra pas
plus beaucoup de (temps|batterie|air)|presque plus (d air|de batterie)|sens plus|ne sens plus|j etouffe|on etouffe
vite|vite svp|depechez|faites vite|au plus vite|a bout de (force|forces|souffle)
cote cassee|cotes cassees|cote cassee*|(ne )?(se )?(reveille|leve|releve|reagit) (pas|plus)
(lance|lancent|jettent|jette) des (pierres|cailloux|bouteilles)|pierres (sur|contre)|caillass*|emportee|emportes
manque d (air|eau|oxygene)|arrete de respirer|noye|noyes|cocktail molotov|insupportable|atroce
cable (electrique|tombe|au sol|a terre)|cables|etincelle*|court circuit|courtcircuit|hypervent*
(seul|seule|seuls) (dans|avec) (le noir|le bebe|mon bebe|les enfants|mes enfants|mon enfant|l obscurite)
dans le noir|rien (mange|bu|a boire|a manger)|pas (mange|bu) depuis|tousse|toux|crient|crie|cris|criait|hurle*
gens (qui )?(crient|pleurent)|entend (des|les|crier|pleurer)|plaint*|comprime*|tension (haute|basse|elevee)|pilule*
perfusion|transfusion|paralys*|engourdi*|crampe*|nausee*|migraine*|paludisme|cholera|intoxique*|deshydrat*|noyad*
emporte par|courant (nous|m|l) (a )?(emporte|entraine)|chavire*|naufrag*|abandonne*|oublie* ici|laisses seuls
trempe*|grelotte*|insolation|coup de chaleur|coupe coupe|gourdin*|gaz lacrymo|lynchage|pillard*|voyou*|brigand*
coupeurs de route|jeunes armes|rebelles|corps sans vie|des corps|macchabee|enterre*|sous terre|ecrabouill*|broy*
arrach*|transperce*|ouvert* au|os (casse|visible)|cote* cassee*|crane|nez casse|dents cassees|bassin|colonne|poumon*
ventre|hemophil*|drepano*|crise (drepanocytaire|de drepano|d asthme|de tetanie)|tetanie|soldat*|militaire*|armee
blindes|(casser|cassent|defoncer|defoncent) (la |notre |ma |les )?(porte|portes|portail)
(forcer|forcent|fracasser|enfoncer|enfoncent) (la |notre |ma |les )?(porte|portes|portail)
(essaie|essaient|veulent|veut|tentent) (de )?(entrer|rentrer|tuer|forcer|casser|nous|me)
entres? dans (la|notre|ma) (maison|cour|chambre)|(sortir|sors|sortez|tirer|tirez|degager) de la
faut (nous |me )?(sortir|evacuer|aider|un medecin|une ambulance|du secours)|trouille|petoche|frousse bleue
tremble (encore|toujours|sans|partout|de)|ca (tremble|bouge|secoue) (encore|toujours|sans|de plus)|creve (de|la)
de soif|de faim|coupe (au|a la|le|la|profond*)|me suis coupe*|entaille*|enfonce*|dechire*|tordu*|enfle*|boite*
handicap*|fauteuil roulant|sourd|entends (plus|pas) (rien|bien)|entends rien|ne bouge plus|bouge plus
tombe dans les pommes|dans les pommes|tombee dans|etourdissement*|eclat*|eclats de verre|balles perdues|mitrail*
bruits de (tirs|balles|combat)|combats|affrontement*|embuscade|egorg*|massacr*|rackett*|voler|volent|depouill*
menott*|prient|priez pour|pitie|je vous en (prie|supplie)|supplie|au plus vite|en urgence|le plus vite
des que possible svp|dites a (ma|mon|mes)|adieu|derniere heure|on se meurt|on souffre|mal en point|mauvais etat
tres mauvais|ca sent (le|mauvais|la)|ca brule|ca flambe|ca chauffe|ca explose|ca pete|ca crame|tout s ecroule
(dans|ds) (l |un )?ascenseur|ascenceur|asenseur
sous (la |le |une |un |les |des |l |mon |ma )?(table|bureau|dalle|beton|mur|poutre|armoire|toit)
sous (la |le |une |un |les |des |l |mon |ma )?(pierres|lit|immeuble|batiment|voiture|arbre|terre|boue)
(ont|a|as) (pris|emmene|emporte|embarque|arrete|capture|attrape) (mon|ma|mes|le|la|les|nos|notre|des)
vois (plus|pas) rien|vois rien|ne vois (plus|pas|rien)|mal pris|mal prise|mal barre|ca craint|ça craint|craint ici
foutu|foutus|foutue|on va y passer|y rester|sur le toit|rien a (manger|boire)
(n )?(ai|a|avons) rien (a|pour) (manger|boire)|tremble de partout|appelle* au secours|gemi*|coule partout
coupe* (du monde|de tout)|isole*|coince*|pogne|saouler de coups|aidez moi|sauvez nous|sauvez moi|coincee|bloquee
secourir|besoin|besoins|urgences|urgent|pompiers|hospitalise|hospitalisee|blessure|blessures|bless|douleur|douleurs
malade|malades|fievre|saigne|saignent|saignement|fracture|brule|brulee|brulure|evanoui|evanouie|inconscient
inconsciente|malaise|vertiges|asthme|enceinte|mourir|meurt|victime|victimes|decede|piege|piegee|pieges|coince
coinces|enferme|enfermee|enfermes|enseveli|ensevelie|decombres|disparu|disparue|encercle|encercles|danger|dangers
dangereux|dangereuse|peril|menace|menaces|menacee|insecurite|attaque|attaques|agresse|agressee|fusillade|tireur
tireurs|couteau|bombe|explosion|otage|otages|enleve|enlevee|kidnappe|kidnappee|incendie|flammes|fuite de gaz|inonde
inondation|effondre|effondree|ecroule|ecroulee
(ne |n )?(peux|peut|pouvons|puis) (pas|plus) (sortir|respirer|bouger|marcher|partir|me lever|quitter)
n arrive (pas|plus) a (sortir|respirer|bouger)|plus d (eau|air)|pas d (eau|air|issue)
pas en (securite|surete|forme|etat|bonne sante)|ca ne va pas|ca va pas|vais pas bien|affreux|jambe
venez (me|nous|vite)|aide|aides|aider|aidez|aidez nous|aidé|aidee|a l aide|au secours|ausecours|secours|secour
secourez|secouri*|besoin*|bsoin|bzoin|sauv(ez|er|es|e) (moi|nous|le|la|les)|sauvez|urgence*|urgent*|urgence|pompier*
samu|smur|sauvetage|secouriste*|hospitalis*|clinique|brancard
(venez|viens|venir|vener) (me|nous|vite|m aider|nous aider|chercher|a)
(venez|viens|venir|vener) (au|ici|svp|s il|sauver|rapidement|tout de suite)
(viens|venez) (m|nous|me|les) (aider|chercher|sauver|sortir)|sortez (moi|nous)|depechez*|depeche toi|grouillez*
faites vite|vite vite|vite svp|vite stp|vite s il|envoyez|envoie (quelqu un|du|de l|les|une|des)
envoyer (quelqu un|de l|les|une)|(personne|aucun secours|nul) (ne |n )?(vient|repond|arrive|est venu|est la)
(personne|aucun secours|nul) (ne |n )?(nous aide|m aide|m entend|nous entend|m a)
appel(ez|er|le) (les|la|une|l|un|le|vite|au|des) (secours|police|ambulance|pompiers)
appel(ez|er|le) (les|la|une|l|un|le|vite|au|des) (samu|medecin|urgences|gendarmes)|blesse|blesses|blessee|blessees
blessure*|bless*|blese*|mal|j ai mal|douleur*|souffr*|malade*|fievre*|saign*|saing*|seigne|sang|ensanglant*
hemorrag*|plaie*|casse|cassee|cassé|petee|peté|fractur*|foulee|tordu|entorse|luxe|ecras*|broye*|amput*|brul*
evanoui*|s evanoui*|inconscient*|inanime*|coma|malaise*|vertige*|tourne de l oeil|perdu connaissance|convulsi*
(ne |n )?(reagit|repond|bouge|respire) (plus|pas)
crise (cardiaque|d angoisse|de panique|d asthme|d epilepsie|de nerfs)|asthm*|diabet*|hypoglyc*|epilep*|infarctus|avc
attaque*|coeur|poitrine|tension|allergi*|vomi*|etouff*|suffoqu*|asphyx*|enceinte*|accouch*|contraction*
perdu les eaux|perd les eaux|bebe arrive|fausse couche|en travail|nouveau ne|va accoucher|mour*|meur*|mort|morte
morts|mortes|tue|tues|tuee|tuent|tuer|victime*|deces|decede*|cadavre*|agoni*|crever|va crever|suicid*|pieg*
pris au piege|pris dans|coinc*|koinc*|bloque|bloques|bloquees|bloqué*|blok|blokée|enferm*|ensevel*|decombre*|gravat*
poign*|pognee|pognes|pogner|jam|jammé|jammee|stuck|emprisonn*|prisonni*|cern*|encercl*|assieg*|retenu|retenue
(porte|sortie|escalier|escaliers|issue|ascenseur) (est |sont |qui )?(bloque*|coinc*|ferme*)
(porte|sortie|escalier|escaliers|issue|ascenseur) (est |sont |qui )?(verrouill*|effondr*|en panne|jam*)
(porte|fenetre) (ne |n )?(s )?ouvre (pas|plus)|perdu|perdue|perdus|disparu*|introuvable*|egar*|porte disparu*
separe* de|cache|cachee|caches|cachees|planque*|refugi* (dans|sous)|barricad*|danger*|en peril|peril*|menac*
insecurite*|precaire|grav|grave|graves|gravement|agress*|attaqu*|assaillant*|assaut|tirs|tire dessus|tirent|tirer
(ca|sa|on|ils|il|se|nous) tire*|coup de feu|coups de feu|coup de fusil|coups de fusil|fusillade*|fusill*|tireur*
arme|armes|armee blanche|armé*|couteau*|machette*|pistolet*|flingue|fusil*|kalach*|rafale*|balle|balles|grenade*
bombe*|bombard*|obus|roquette*|explos*|explos|drone|otage*|enlev*|kidnap*|ravi* par|arrete par|arretes par
arretee par|detenu|detenue|captur*|captif*|sequestr*|rebelle*|jihadis*|milic*|terroris*|bandit*|braqu*|voleur*
cambriol*|pill*|viol|violee|viole|viol(ee|er|eur)|tabass*|frapp*|battu*|lynch*|gang*|emeute*|foule (en|qui)|bouscul*
lacrymo*|poignard*|feu|incendi*|flamme*|fume|fumee|fumées|fumer partout|cramer|crame*|fuite de|fuite|gaz|gas
toxique*|odeur|produit chimique|monoxyde|intoxi*|empoison*|inond*|eau monte|l eau (monte|entre|arrive)
(noy|naufrag|submerg)*|noye*|noyade|submerg*|tsunami*|crue|glissement*|coulee de boue|eboul*|avalanche*|effondr*
ecroul*|(plafond|toit|mur|murs|immeuble|batiment) (est |s est |a |sont |va |vient )?(tomb*)
(maison|plancher|arbre|armoire|poutre|escalier) (est |s est |a |sont |va |vient )?(tomb*)
(plafond|toit|mur|murs|immeuble) (est |s est |a |sont |va |vient )?(cede*|fissur*|lach*)
(batiment|maison|plancher|arbre|escalier) (est |s est |a |sont |va |vient )?(cede*|fissur*|lach*)
(tomb(e|ee|es|er)|tombé*) (sur|dans|de|du|dessus)|je suis tomb*|electrocut*|accident*|renvers*|percut*|heurt*
assomm*|pas en (securite|surete|forme|etat|bonne sante|secu)
(ca|sa|cela) (ne )?va (vraiment |toujours |du tout )?pas|ne va pas bien
(ca|sa|tout) va (tres |super |vraiment |trop )?mal
(vais|vont|allons|va|vé) (vraiment |toujours )?pas (du tout |tres |trop )?bien
(pas|plus) (tres |trop |bien |vraiment )?(sur|sure|surs) (ici|dehors|dedans)
(c est|cest|est|endroit|coin|lieu) (pas|plus|n est pas) (tres |trop |bien |vraiment )?sur
(pas|plus|non) (du tout |tres |trop |vraiment )?(securise*|securitaire*|secure|protege*)|endroit (pas|peu) sur
(pas|plus) (du tout )?correct*
(pas|plus) (du tout )?(correct|correcte|top|bien|ok|okay|bon|terrible|rassur*|tranquille*)|pire|affreu*|terrible
horrible*|catastroph*|drame|jambe*|bras casse|a bout|plus tenir|tenir plus|desesper*|plus la force
(sais|sait|c|se) (pas|plus) (ou|quoi) (je|on|nous|est|sont|aller|faire|elle|il|ils|mon|ma)
(sais|sait) (pas|plus) (quoi faire|ou aller|comment sortir)|quoi faire|que faire|qu est ce que je fais
comment (faire pour )?sortir|(aucun|aucune|sans|pas de|plus de|pas d|plus d) (nouvelle|nouvelles|signe|trace)
(aucun|aucune|sans|pas de|plus de|pas d|plus d) (issue|sortie|secours|ambulance|reponse)|epuise*|affam*|assoif*
hypotherm*|gele|geler|sans abri|a la rue|terrif*|horrif*|tetanis*|petrifi*|en detresse|detresse|cri(e|s|ent) (au|de)
hurl*|a terre|au sol|sous les|ensevelis|danger de mort|entre la vie
(y a|y|ya) (koi|pb|le feu|du feu|des coups|des tirs)|chauffe ici|c est chaud ici|gate ici|palabre|bagarre*
bruit de balles
"""
LIFELINE = """
medecin*|docteur*|toubib|ambulanc*|infirmier*|hopital|hosto|respir*|insulin*|oxygen*|oxygene|souffle|medicament*
medoc|medocs|medicamen*|medicin*|traitement*|remede*|antibiotique*|ventoline|inhalateur*|pouls|conscience
connaissance|dialyse
"""
SUPPLY = """
trouve|trouvons|trouver|retrouve|retrouvons|retrouver|trouvé|trv|nouvelles de|vu ma|vu mon|revu|eau|nourriture
manger|air|lait|boire|vivres|abri|transport|argent|sortie|issue|couverture*|chauffage|provision*|bouffe
"""
ACT = """
sortir|sort|m en sortir|s en sortir|bouger|bouge|marcher|marche|partir|me lever|me mettre debout|debout|quitter
descendre|descend|monter|remonter|courir|fuir|m echapper|s echapper|echapper|evacuer|me degager|degager|ouvrir|ouvre
voir|vois|entendre|parler|rejoindre|joindre|contacter|trouver|trouve|retrouver|retrouve|localiser|arreter|calmer
me calmer|dormir|avaler|nager|rentrer|evader|acceder|traverser|rien voir|tenir debout|sentir (mes|ma|mon)
sens (plus )?(mes|ma|mon)|se lever|lever
"""
FEAR = """
peur*|peu r|peure|pers|paniqu*|panik*|angoiss*|effray*|effroi|terreur|apeur*|flip|flipp*|trembl* de|je tremble
pleure|pleurs|je pleure|traumatis*|affol*|craint*|crains|freak*|stress total
"""
SHAKEN = """
vivant|vivante|vivants|en vie|secoue|secouee|secoues|secouees|sekoue|choque|choquee|choques|sous le choc|choc
inquiet|inquiete|inquiets|stresse|stressee|stress|nerveux|nerveuse|emu|emue|bouleverse|bouleversee|eprouve|eprouvee
tendu|tendue|remue|remuee|fatigue|fatiguee|frousse|etourdi|etourdie|sonne|sonnee
"""
LACK = """
a court de|manque*|epuise|fini*|oublie mon|oublie ma|bientot plus|presque plus|vide
"""

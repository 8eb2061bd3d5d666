"""Words of distress in English, Pidgin and texting spellings among them: data alone, in the notation of
`checkin_words`; a word that ends with ``*`` stands for every word that begins so. Too many of them cost a look, too
few may cost a life (domain 3.5, 3.7). Our choice.
"""

from __future__ import annotations

#: One of these that is not denied makes an answer a call for help.
DANGER = """
(no|zero|little) safety|please dont call
(in|into|inside) (the|a) (water|sea|river|ditch|canal|mud|rubble|wreck|wreckage|hole|pit|manhole)
(baby|child) (is )?on the way|waters (just )?(went|gone)|water just broke|crowning|(having|had) contractions
door to door|house to house|room to room|put weight on|seeing (double|stars|spots)|blurr*
(river|mud|lava|lake|sea|sewage|wave) (is )?(coming|entering|rising|pouring|rushing|overflow*|in|up)
water (is )?(pouring|rushing|flowing|overflow*|seeping|inside|in the (house|room|car|hall|basement)|above|over|past)
(up|above|over) (to )?(my|our|the) (neck|knees|knee|waist|chest|ankles|head|window|windows)
(house|hill|ground|hillside|slope|car|floor|wall) (is )?(sliding|sinking|shifting|tilting)
(house|hill|ground|hillside|slope|car|floor|wall) (is )?(tipping|giving|leaning|swaying)
(cracks|crack) (in|on|over|through) (the|my|our) (wall|walls|ceiling|roof|pillar|pillars|floor|slab)|off the road
rolled over|upside down|nose down|(112|911|999) (please|pls|now)|(please|pls) (112|911|999)
trying (the|my|our) (door|doors|lock|handle|window|windows)|rattling (the|my|our)|at (my|our) door
(men|man|people|someone|somebody) (is |are )?(outside|inside|in) (my|our|the) (door|house|room)
(men|man|people|someone|somebody) (is |are )?(outside|inside|in) (my|our|the) (flat|apartment|gate|yard)
(bit|biten|bitten|stung) (by|me|my|him|her)|snake*|scorpion*|swelling|swells
turning (blue|grey|gray|white|purple|cold)
(way|path|route|stair|staircase|bridge) (down |out |home |back )?(is |are )?(blocked|cut|gone|flooded|closed|shut)
getting (hotter|worse|weaker|colder|dizzy|closer|louder)|(second|2nd) (one|option|answer|choice)|option two|number two
request* (evac*|evacuation|rescue|support|assistance|extraction|pickup)|going under|cant swim|cannot swim
hear (them|him|footsteps|men|steps|shouting|knocking|banging|gun*|shot*|shots|scratching|explosion*)|footsteps
(dont|do not|not) (leave|forget|abandon) (us|me|him|her|them)|let (me|us|him|her) (out|go)
(wont|not|never|dont) let (us|me)|(hasnt|has not|never) (come|came|returned|made it|arrived|got) (home|back|out|down)
(is|are) not (answering|responding|reachable)|isnt (answering|responding|reachable)
(wont|doesnt|never) (answer|pick up)|lock (us|me|him|her|them) (in|up|inside)
locked (us|me|him|her|them) (in|up|inside)|crutches|immobile|frail|walker frame|pass out
feel* (very |so |really |quite )?(weak|numb|sick|lightheaded|light headed|strange)|light headed|lightheaded|cold sweat
sweating|numb|slurr*|droop*|cant (speak|talk)|cannot (speak|talk)|pale|clammy|swollen|bulging
(cant|cannot|not) (hold on|hang on|last|bear|cope|make it)|wont (last|make it)|not much (time|air|battery)
dont have long|lost (my|our|his|her) (way|home|house|everything|meds|insulin|child|son)
lost (my|our|his|her) (daughter|glasses|husband|wife|family|kid|kids|baby)|under (arrest|threat|fire|gunfire)
handcuff*|interrogat*|stopped at (a |the )?(checkpoint|roadblock|road block)|passport* (taken|seized)
(took|taken|seized) (my|our) (passport*|phone*|car|bag|papers)|sepsis|septic|appendi*|kidney*
slipped (on|off|down|in|and)|tripped|twisted|sprained|nobody knows (i|we|where|that)|no one knows (i|we|where|that)
without (a )?(doctor|power for|heat|shelter)|no (blanket|blankets|heating|heat|shelter|roof|milk|formula|diapers|meds)
(house|home|flat|apartment) (is |was |has been )?(destroyed|gone|collapsed|burnt|burned|hit)
(roof|hotel|building|bridge|road) (is |was |has been )?(destroyed|gone|collapsed|burnt|burned|hit)
(please|pls|plz) (pick up|answer|reply quick|respond|dont go|find|call back|get)
come (quick|quickly|fast|soon|here|help)
(send|need|get) (a |the )?(boat|helicopter|chopper|ladder|stretcher|team|medic|firefighters|fire brigade|fire truck)
firefighter*|fireman|firemen|fire brigade|fire service|search and rescue|sar team|coast guard|stuk|stukk|traped
traapped|cant get (out|up|down|free|off|away|home|through)|breath* (hurts|hard|heavy)
hard to (breathe|breath|move|walk|see)|pinned|hanging (on|from|off|by)|cling*
on (a|the) (ledge|roof|tree|branch|balcony and)|up a tree|knocked (on|at) (my|our)
(he|she|they) (will|is going to|are going to|wants to|want to) (kill|hurt|shoot|come|rape|take|burn|beat)
beside (a )?(dead|body|corpse)|not breathing|barely breathing|stopped breathing|screams|screamed|scream
crowd (is )?(attacking|angry|coming)
rib|ribs|(not|isnt|wont|cant|doesnt) (waking|wake)( up)?|throwing (stones|rocks|bottles|things)
stones (thrown|at us)|dig (me|us|him|her|them) out|stopped breathing|cracked (my|rib|skull|head|bone*)|clinging
swept|washed away|basement (is )?(flooded|filling)|filling with (water|smoke)|mob|petrol bomb*|molotov|teeth|jaw
lung|stomach pain|cramping|unbearable|excruciating|agony
hear (voices|crying|screams|screaming|people (crying|screaming|calling|under))|bruised badly
(need|want|my|no|the) (tablets|pills|bp|dose)|going numb|left us behind|spark|sparks|sparking|live cable|power line*
electric shock*|shocked by|hyperventil*
alone (in the dark|and scared|and hurt|with (a |the |my )?(baby|kids|children))|in the dark and|havent eaten
not eaten|nothing to (eat|drink)|smash*|slash*|gash*|mangle*|cough*|sneeze blood|pulled out|dug out
dig (us|me|him|her) out|buried|crying (under|for)|people crying|hear (people|voices|crying|screams|screaming)
voices under|fell (ill|sick)|collaps*|robber*|thug*|vigilante*|cultist*|herdsmen|gunned|clash*|crossfire
shelter (is|was) (hit|destroyed)|evac|casevac|stampede|stroke|paralysed|paraly*|cramps|nausea*|migraine|poison*
malaria|typhoid|dengue|ebola|hypogly*|blood pressure|pressure (is )?(high|low)|high bp|pacemaker|transfusion
labour pain*|went into (labor|labour)|premature|stillborn|foetus|drown*|capsiz*|sinking|widow*|left behind
nobody knows we|they left us|hungry and|cold and wet|soaked|shiver*|heat exhaustion|dehydr*|soldier*|troops|tanks
military|army|cut (my|his|her|off|myself|deep|open)|deep cut|slashed
entered (our|the|my) (house|compound|home|building|room|office)
(trying|tried|want|wants|attempting) to (break|enter|kill|force|get in|hurt|harm)
cracks (are )?(growing|everywhere|widening)|ceiling (is )?(cracked|cracking)|tremor wont stop|keeps shaking
wont stop shaking|still shaking|nonstop shaking|glass in my|caught (under|in|between)|pinned (under|down)|wheelchair
disabled|bedridden|cant evacuate|deaf|ringing|tight(ness)? in|out cold|no longer breathing|hemorrhage|heavy bleeding
bleeding out|wounds|limping|broken leg|broken arm|swollen|tumbled|thrown|knocked (down|out|over|me)|hit the head
concuss*|shrapnel|debris|bullets|bullet|ammunition|sirens everywhere|slaughter*|ambush*|carjack*|hijack*|stolen
steal|stole|mugged|mugging|harass*|molest*|stranger in|whisper*|pray for (us|me)
tell my (wife|family|mother|husband|kids)|goodbye my|i love you (all|mom|mum)|last message|save our|mercy|begging
i beg|urgently|right away please|asap pls|asap please|for gods sake|god help|god please|jesus help|lord help
have mercy|(in|inside) (the|an|a) (lift|elevator)
(lift|elevator) (is )?(stopped|stop|stuck|not|wont|broke*|jammed|stalled)
under(neath)? (the |a |my |our )?(table|desk|slab|wall|beam|concrete|building)
under(neath)? (the |a |my |our )?(stones|bed|roof|house|rocks|bricks|cabinet|car)|took (my|him|her|them|us|away|our)
carry (my|him|them|us) (go|away|brother|sister)|no see road|flipped over|overturned|skidded|under water|underwater
submerged|on the roof|rooftop|holding us|pointing|ransom|burglar*|screaming|cries for|crying for|calling for|unsafe*
not secure|choking|cardiac|diabetic|stung|rabies|snakebite|high fever|lying (on|down|there)|not moving|motionless
limp|blind|blinded|cant hear|rescue|rescued|save (me|us)|send someone|come get (me|us)|trapped|under rubble
locked in|locked down inside|surrounded|cornered|injured|injury|injuries|hurt|hurts|hurting|hurted|wounded|wound
bleeding|bleed|blood|bloody|broke my|fracture|fractured|concussion|unconscious|fainted|faint|dizzy|pain|painful|ache
fever|vomiting|suffocating|asthma|heart attack|seizure|pregnant|contractions|in labour|in labor|death|killed|kill
casualty|casualties|danger|dangerous|in danger|threat|threatened|insecure|emergency|ambulance|paramedics|hospital
hospitalised|hospitalized|stretcher|evacuate (me|us)|attack|attacked|attacker|attackers|shooter|shooters|shooting
gunshots|gunshot|gunman|gunmen|bomb|bombing|explosion|explosions|exploded|hostage|hostages|kidnapped|kidnappers
abducted|assaulted|looters|intruder|intruders|flames|smoke|flood|flooded|flooding|drowning|collapse|collapsed
collapsing|landslide|tsunami|electrocuted|disappeared|no (water|food|air|oxygen|shelter|exit|way out)
out of (water|food|air)|running out of|nowhere to go|starving|thirsty
(cant|cannot|can not|couldnt|unable to|not able to) (breathe|breath|get out|escape|move|walk|leave|exit|see)
(cant|cannot|can not|couldnt|unable to|not able to) (feel my|stand|find|reach|open)
(cant|cannot|can not|couldnt|unable to|not able to) (go out|go anywhere|get (home|down|away)|swallow|stop)|terrified
about to|bad (shape|way|condition)|in trouble|(not|dont|isnt) (feeling |doing |very |so |too |at all |feel )?well
terrible|horrible|severe|no help (came|coming|yet|arrived|here)|no ambulance|no doctor|nobody (helps|comes|came)
no one (helps|comes|came)|please hurry|hurry|urgent|hit by|fell on|fallen on|wall fell|ceiling fell|diarrhea
allergic|dehydrated|unconcious|call (911|999|112|991)|help|hlp|hepl|hlep|halp|helpp|heelp|helpme|helpus|helpless
helping hand|sos|s0s|mayday|pls help|needhelp|need|needed|needs|needing|nid|require|requires|requiring|rescue*
(save|rescue|get|find|evacuate|assist|reach) (me|us)|assist|assistance|aid|medic|medics|medical|medevac
send (someone|somebody|some one|help|people|an|a|the|security)
send (police|ambulance|rescue|firemen|medics|anyone|any one|them|him|her|troops|car)|sending for help
abeg (help|come)|(come|come and|pls come|please come) (get|save|find|fetch|pick|help|for|to) (me|us|my|our|now|here)
come (quick*|fast|now)|(come|come and|come to) (pick us|pick me|our rescue|our aid|my aid|my rescue)|come asap
come soon please|(please|pls|plz) (come|hurry)|get (here|someone|somebody) (now|fast|quick*|here|to)
somebody (come|help|pls|please)|(anyone|anybody|someone|somebody) (there|come|help|hear|please|pls)|pick (me|us) up
(police|army|soldiers|security) (is|are|were) (shooting|beating|attacking|arresting|raiding)
call (911|999|112|991|117|144)
call (an ambulance|the ambulance|the police|police|for help|rescue|security|someone|somebody|fire|the fire)|trap*
stuck|stranded|strand|struck inside|pinned|burried|rubble|locked (in|inside|up|down inside|out)|jammed|wedged
blocked (in|inside|by)|boxed in|besieged|barricad*|encircl*|under siege
(exit|exits|door|doors|stairs) (is |are |was |were )?(all )?(jammed|jam)
(stairwell|stairway|way out|corridor|road out|entrance) (is |are |was |were )?(all )?(jammed|jam)
(exit|exits|door|doors|stairs) (is |are |was |were )?(all )?(blocked|gone|locked)
(stairwell|stairway|way out|corridor|entrance) (is |are |was |were )?(all )?(blocked|gone|locked)
(exit|exits|door|doors|stairs) (is |are |was |were )?(all )?(collapsed|burning)
(stairwell|stairway|way out|corridor|entrance) (is |are |was |were )?(all )?(collapsed|burning)
(doors|door|it) (wont|will not|doesnt|does not|cannot|cant|not|isnt) (open|opening|move|budge)|hiding|hide|hidden
cut off|lost my way|no way (out|down)|nowhere to (go|run|hide|sleep)|injur*|injred|injurd|injd|hurt*|hrut|wound*
wnded|bleed*|bledding|bleding|blood*|losing (blood|consciousness)|brok (my|the)|broken|broke (my|his|her|a|the)
fractur*|dislocat*|sprain*|twisted my|burn|burns|burned|burnt|burning|scald*|concussed|unconsc*|uncons*|passed out
passing out|black(ed|ing) out|faint*|dizziness
(not|isnt|wont|wouldnt|stopped|has stopped|barely|hardly) (responding|breathing|waking up)
(not|isnt|wont|wouldnt|stopped|has stopped|barely|hardly) (wake up|moving|conscious|talking)
(not|isnt|wont|wouldnt) (respond|awake|answering me)|unresponsive|no pulse|no heartbeat|cpr|defibrillator|pain*
ache*|aching|sick|ill|fever*|unwell|vomit*|throwing up|chok*|suffocat*|asphyx*|asthma*|allerg*|anaphyla*|epipen
(wheez*|gasping|struggling|fighting) (for|to) (air|breath*|breathe)|short of breath|out of breath
shortness of breath|diabet*|hypo|low sugar|blood sugar
(heart|hart) (attack|failure|racing|problem|condition|stopped|patient|pain*|is)|chest|seizure*|convuls*|epilep*|fits
having a fit|palpitation*|high blood pressure|my heart|pregnan*|contraction*|labour|labor|giving birth|gave birth
water* broke|waters broken|water broke|miscarr*|baby is coming|(baby|child) (coming|not breathing|not moving)
newborn|in delivery|dying|die|dies|dead|deads|death*|died|kill*|casualt*|corpse*|bodies|body parts|lifeless|murder*
suicid*|massacre*|danger*|at risk|threat*|unsafe|insecur*|unstable|emergenc*|emergancy|emergncy|hospital*|clinic
stretcher*|evacuate (me|us|him|her|them)|first aid|tourniquet|bandage*|attack*|under attack|shoot*|shots|shot|gun
guns|gunshot*|gunfire|gunm*|firing|rifle*|pistol*|weapon*|machete*|knife|knives|stab*d|stabbed|stabbing|blade|armed
bomb*|explos*|explod*|blast*|grenade*|missile*|airstrike*|air strike*|shelling|shelled|rocket*|sniper*|mortar
drone attack|militia*|rebels|terroris*|bandit*|thief|thieves|thugs|gang*|hostage*|kidnap*|abduct*|arrested|detained
captured|captive|captors|taken (me|us|him|her|them|away|by|my|our|one|two)|robbed|assault*|rape|raped
beat (me|us|him|her)|beaten|beating|looting|looter*|intruder*|riot*|stampede*|violen*
(breaking|broke|break) (in|into|the door|down the door)|(following|chasing|chased|threatening|surrounding) (me|us)
(they|someone|somebody|people|men) (is |are )?(banging|knocking) (on|at)|tear gas|teargas|on fire|fire|fires|flame*
smoke*|smoking building|smoky|gas leak|gas|fumes|chemical*|toxic|radiation|spill|leak*|gaz|flood*
water (is )?(rising|coming|entering|up to|everywhere|level)|rising water|tsunami*|(big|huge|giant) wave*
swept (away|off)|landslid*|mudslid*|avalanche*|sinkhole*|electrocut*|live wire|lightning|crumbl*|caved in|cave in
caving in|(ceiling|roof|wall|walls|floor|stairs|building) (is |has |have |don )?(fell*)
(house|bilding|pillar|tree|shelf|beam|tower|bridge) (is |has |have |don )?(fell*)
(ceiling|roof|wall|walls|floor|stairs|building) (is |has |have |don )?(fall*)
(house|bilding|pillar|tree|shelf|beam|tower|bridge) (is |has |have |don )?(fall*)
(ceiling|roof|wall|walls|floor|stairs|building) (is |has |have )?(down|gone)
(house|bilding|pillar|tree|shelf|beam|tower|bridge) (is |has |have )?(down|gone)
(ceiling|roof|wall|walls|floor) (is |are )?(coming|going|giving|came|gave) (down|way|in|apart)
(stairs|building|house|pillar|bridge) (is |are )?(coming|going|giving|came|gave) (down|way|in|apart)
(fell|fallen|falling|landed) (on|onto|of) (me|us|him|her|my|our|them|people|the)
(came down|come down|dropped|collapsing|on top) (on|onto|of) (me|us|him|her|my|our|them|people|the)
(i|he|she|we|they) (fell|fall|have fallen|slipped)|fell (from|down|off|through|out)
building (is )?(shaking|leaning|unstable)|hit (by|my|me|us|him|her|in|on)|got hit|was hit|struck by|struck (me|us)
crush*|run over|car crash|car accident|accident|crash*|missing|disappear*|lost|separated from|not (found|accounted)
unaccounted|no (news|sign|trace|word|contact) (of|from|with)|(dont|do not|not|no idea|didnt|havent) (know )?where
(dont|do not|not) know (where|whether) (im|my|our|he|she|they|i|we|is|are|the|anyone|anybody|everyone)|where am i
(dont|do not) know (what to do|how to get|how to escape|if he|if she|if they|if my|if shes|if hes|if theyre)
what (do|should) (i|we) do|(wat|what|wot) (to|2) do
no (shelter|exit|escape|way out|place to go|one (is )?(coming|helping|here|came|answers|answering))
(nobody|no one|noone|no body) (is |has |have )?(helps|comes|came|coming|here)
(nobody|no one|noone|no body) (is |has |have )?(answering|answers|responding|cares|helped|help)
no (help|ambulance|doctor|rescue) (came|coming|yet|arrived|here|is|has|at|for|so)
no (rescuers|police|security|response) (came|coming|yet|arrived|here|is|has|at|for|so)|homeless|starv*|thirst*
freezing|frostbit*|hypotherm*|exhausted|dehydrat*|heatstroke|heat stroke|overheat*|sunstroke|scared to death|terrif*
panic attack*|panic attacks|anxiety attack|horrif*|petrified|horror|freaking out|hysteric*
(having|in) (a )?(panic|breakdown|meltdown)
about to (die|faint|collapse|give|fall|explode|pass|drop|burn|drown|come)
(bad|terrible|poor|critical|serious|rough|worse) (shape|way|condition|state|situation)
in (trouble|agony|despair|distress|peril)
(not|dont|isnt|nt) (feeling |doing |very |so |too |at all |feel )?(well|gud|gd|k|alrite|olrite)|trouble|troubl*
worse|worst|awful|terribl*|horribl*|bad|badly|critical|severe*|serious|desperate*|dire|grave|helples*|hopeless
going to die|gonna die|hurry*|urgent*|asap help|sos help|quick*ly please|pls quick|fast pls|immediate help
immediately please|life threatening|leg|legs|arm|head injury
my (back|neck|foot|knee|ankle|hand|ribs|hip|spine|eye|eyes|head|shoulder|wrist|face) (is|are|hurts|was)|crushed
infected|infection|diarrh*|cholera|bitten|snake|bite|overdose*|amputat*|h(a)?emorrhag*|severed|open wound
(cant|cannot|can not|couldnt|unable to|not able to) (stop|go anywhere|get (home|down|away|up))
(cant|cannot|can not|couldnt|unable to|not able to) (swallow|hold|take it|cope)|wahala|katakata|palava|wahalla
person don (die|injure|wound)|don (fall|die|injure|wound|burn|trap|kill|faint|collapse|catch)
(dey|they) (shoot|fight|burn|kill|loot|pain me)|no dey (fine|safe|ok|okay|well|good)|(dey|i dey) (bleed|fear|suffer)
"""
#: Not having it endangers, and so does asking for it: no negation makes it harmless.
LIFELINE = """
inhaler|inhalers|epipen*|epi pen|pacemaker|chemo*|warfarin|blood thinner*|anticoag*|nitroglyc*|antiven*|nebuli*
nebulizer|steroids|anti seizure|seizure meds|heart (pills|tablets|meds|medication)|blood pressure (pills|tablets|meds)
doctor|doctors|nurse|ambulanc*|amublance|ambulence|paramedic*|medic|medics|breath|breathe|breathing|breth|brethe
breating|oxygen|insulin*|inhaler*|ventolin|dialysis|medicin*|medecine*|medication*|meds|antibiotic*|painkiller*
epinephrine|pulse|consciousness|ventilator
"""
#: Of no note unless it is missing: "no water here".
SUPPLY = """
find|found|located|seen|heard from|reach|reached by|water|food|foods|air|milk|formula|baby milk|drinking water
supplies|diapers|blanket|blankets|heating|way (back|home)|transport|car|fuel|shelter|cash|money|clothes|toilet
"""
#: Not being able to do it endangers: "cannot get out".
ACT = """
comot|commot|waka|run comot|enter road|pass|get through|get across|cross|descend|squeeze|drive|make it out|wriggle
lift|get (me|us|him|her|them|myself|ourselves|the kids) out
get (out|outside|off|through|free|loose|past|to safety|down|up|home)
get (to a|to the|to my|to him|to her|to them|back|away|there|the door|in touch|hold)|escape|exit|leave|evacuate|flee
run|move|walk|stand|stand up|climb|crawl|swim|see|hear|feel|open|unlock|locate|contact|speak to|talk|wake|swallow
stay awake|sit|come out|go (out|outside|down|up|downstairs|anywhere|home)|think straight|calm down|stop the|feel my
"""
#: Frightened people are helped, unless they say "but safe" (see `checkin_clauses`).
FEAR = """
scared*|scare|scard|skared|scary|afraid|affraid|afrad|frighten*|fearful|fearing|fear|fears|panic|panick*|paniking
panicing|panicky|traumati*|trembling|shaking (badly|with|all over)|i am shaking|im shaking|crying
cant stop (crying|shaking)|despair*
"""
#: A fright that is over, in an answer that says safe.
SHAKEN = """
alive|still alive|am alive|i am alive|we are alive|shaken*|shook|shook up|shaky|shocked|in shock|shock|worried|worry
nervous|anxious|anxiety|stress|stressed|rattled|startled|upset|jittery|spooked|dazed|disoriented|a fright|a scare
fright|unsettled|tired|bruised ego|adrenaline|dusty|lucky
"""
#: Says that something is used up: "running out of water".
LACK = """
out of|run out|ran out|running out|runs out|running low|low on|short of|lack|lacking|finished|almost no|left my
forgot my|need more|none left|used up|little|gone
"""

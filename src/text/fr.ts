// L'interface en français : même forme que `en.ts`.

import type { ErrorCode } from '../model/errors.ts'
import type { FindingWhy, Mechanism } from '../model/identity.ts'
import { bridgeFr } from './bridge-fr.ts'
import { bridgeQueueFr } from './bridge-queue-fr.ts'
import { bridgeServiceFr } from './bridge-service-fr.ts'
import { bridgeSetupFr } from './bridge-setup-fr.ts'
import { collectErrorsFr } from './collect-errors-fr.ts'
import { collectFr } from './collect-fr.ts'
import { compareFr } from './compare-fr.ts'
import { day } from './day.ts'
import type { Text } from './en.ts'
import { keyErrorsFr } from './key-errors-fr.ts'
import { knownFr } from './known-fr.ts'
import { lettersFr } from './letters-fr.ts'
import { loginFr } from './login-fr.ts'
import { recordsFr } from './records-fr.ts'
import { serviceFr } from './service-fr.ts'
import { siteFr } from './site-fr.ts'
import { tidyFr } from './tidy-fr.ts'
import { transferErrorsFr } from './transfer-errors-fr.ts'
import { transferFr } from './transfer-fr.ts'
import { vaultFr } from './vault-fr.ts'

type Args = Readonly<Record<string, string | number>>

const ERRORS: Record<ErrorCode, (a: Args) => { what: string; next: string }> = {
  ...keyErrorsFr,
  ...collectErrorsFr,
  ...transferErrorsFr,
  'proof-invalid': (a) => ({
    what: `${a.file} ne peut pas être vérifié : ${compareFr.check.invalid(String(a.why))}.`,
    next: 'Donnez le fichier .json que sesame compare ou sesame copy a écrit avec --report, son fichier .jsonl à côté.',
  }),
  'address-invalid': (a) => ({
    what: `« ${a.text} » n’est pas une adresse électronique : il faut un nom, une arobase @ et un domaine.`,
    next: 'Écrivez-la en entier, par exemple marie@exemple.fr.',
  }),
  'url-invalid': (a) => ({
    what: `« ${a.text} » n’est pas un serveur de messagerie.`,
    next: 'Écrivez imaps://hôte:993, pop3s://hôte:995, smtps://hôte:465, smtp://hôte:587 ou HÔTE:PORT.',
  }),
  'option-invalid': (a) => ({
    what: a.value === '' ? `Il manque ${a.option}.` : `${a.option} ne peut pas valoir « ${a.value} ».`,
    next: a.allowed ? `Valeurs possibles : ${a.allowed}.` : 'Voir sesame --help.',
  }),
  'client-unknown': (a) => ({
    what: `Aucune application n’est connue sous le nom « ${a.text} ».`,
    next: a.near ? `Vouliez-vous dire : ${a.near} ?` : 'Retirez --app : les étapes générales seront données.',
  }),
  'provider-unknown': (a) => ({
    what: `Aucun fournisseur n’est connu sous le nom « ${a.text} ».`,
    next: a.near ? `Vouliez-vous dire : ${a.near} ?` : 'Retirez --provider : les étapes générales seront données.',
  }),
  'cause-unknown': (a) => ({
    what: `« ${a.text} » n’est pas une cause.`,
    next: a.near ? `Vouliez-vous dire : ${a.near} ?` : 'La liste des causes : sesame guide --list.',
  }),
  'file-unreadable': (a) => ({
    what: `Le fichier ${a.file} ne peut pas être lu (${a.why}).`,
    next: 'Vérifiez son nom et que vous avez le droit de le lire.',
  }),
  'backup-unknown': (a) => ({
    what: `Rien qui contienne du courrier n’a été reconnu à cet endroit : ${a.file}.`,
    next: 'Indiquez le dossier d’une sauvegarde, un Maildir, un dossier de fichiers .eml, un fichier mbox ou un fichier .pst ; ou un dossier nouveau ou vide pour y faire une sauvegarde.',
  }),
  'backup-foreign': (a) => ({
    what: `Le courrier à l’endroit ${a.file} y a été mis par un autre programme. Il est lu, jamais modifié.`,
    next: 'Pour une sauvegarde, choisissez un dossier nouveau ou vide.',
  }),
  'backup-unwritable': (a) => ({
    what: `La sauvegarde ${a.file} ne peut pas être écrite (${a.why}). Ce qui était déjà gardé est intact.`,
    next: 'Donnez-vous le droit d’y écrire, libérez de la place ou choisissez un autre dossier. La prochaine fois, le travail reprend où il s’est arrêté.',
  }),
  'backup-damaged': (a) => ({
    what: `On ne peut pas se fier à la sauvegarde à cet endroit : ${a.file} (${a.why}).`,
    next: 'Remettez ce fichier depuis une autre copie de la sauvegarde. Les messages eux-mêmes sont des fichiers ordinaires et n’ont pas été touchés.',
  }),
  'backup-newer': (a) => ({
    what: `La sauvegarde ${a.file} vient d’une version plus récente de Sésame.`,
    next: 'Mettez Sésame à jour, puis réessayez.',
  }),
  'readpst-missing': (a) => ({
    what: 'Un fichier .pst se lit avec le programme readpst, qui n’est pas sur cet ordinateur.',
    next: `Installez-le puis réessayez : ${a.install}`,
  }),
  'readpst-failed': (a) => ({
    what: `readpst n’a pas pu convertir ${a.file} (${a.why}).`,
    next: 'Fermez Outlook s’il a ouvert ce fichier, vérifiez que la copie est complète et réessayez. Un fichier abîmé se répare avec le programme scanpst.exe d’Outlook.',
  }),
  'file-unwritable': (a) => ({
    what: `Le fichier ${a.file} ne peut pas être écrit (${a.why}). Rien n’a été modifié.`,
    next: 'Choisissez un autre endroit avec --save, ou libérez de la place.',
  }),
  'case-invalid': (a) => ({
    what: `${a.where} : ce n’est pas un cas : ${a.why}.`,
    next: 'Un cas est un objet JSON avec au moins un "id" ; voir docs/case.md.',
  }),
  'network-config-invalid': (a) => ({
    what: `Les réglages de réseau sont inutilisables : ${a.why}.`,
    next: 'Voir sesame doctor --help, partie « Réseau ».',
  }),
  'nothing-found': (a) => ({
    what: `Rien n’est connu sous le nom « ${a.text} ».`,
    next: a.near ? `Vouliez-vous dire : ${a.near} ?` : `La liste : sesame ${a.list}.`,
  }),
  'no-network': () => ({
    what: 'Cet ordinateur n’atteint aucun réseau : aucun nom ne peut être cherché.',
    next: 'Vérifiez le câble ou le Wi-Fi puis recommencez, ou ajoutez --offline pour juger sans regarder.',
  }),
  'domain-unknown': (a) => ({
    what: `Le domaine ${a.domain} n’existe pas, ou ne reçoit pas de courrier.`,
    next: 'Vérifiez l’orthographe de l’adresse, après l’arobase.',
  }),
  'no-endpoint': (a) => ({
    what: `Aucun serveur de messagerie n’a été trouvé pour ${a.domain}.`,
    next: 'Indiquez-le : sesame probe imaps://HÔTE:993 --user NOM.',
  }),
  'no-secret': (a) => ({
    what: a.option
      ? 'Le fournisseur veut aussi le secret du client, et il n’a pas été donné.'
      : 'Il faut le mot de passe, et il n’a pas été donné.',
    next: `Ajoutez ${a.option ?? '--password-stdin'} et tapez-le quand il est demandé, ou transmettez-le par un tube (pipe).`,
  }),
  'unsafe-plain': (a) => ({
    what: `La connexion à ${a.host} n’est pas chiffrée : le mot de passe n’a pas été envoyé.`,
    next: 'Utilisez le port avec TLS (993, 995, 465) ou STARTTLS (587). Sésame n’envoie jamais un mot de passe en clair.',
  }),
  'unsafe-host': (a) => ({
    what: `Aucune source de confiance ne désigne ${a.host} comme le serveur de cette boîte : le mot de passe n’a pas été envoyé.`,
    next: 'Si vous savez que c’est le bon serveur, indiquez-le vous-même : sesame probe imaps://HÔTE:993 --user NOM --password-stdin.',
  }),
  'unsafe-certificate': (a) => ({
    what: `Le certificat de ${a.host} n’a pas pu être vérifié : le mot de passe n’a pas été envoyé.`,
    next: 'Lancez sesame doctor sans mot de passe pour savoir pourquoi.',
  }),
  interrupted: () => ({ what: 'Arrêté.', next: 'Rien n’a été laissé derrière.' }),
  'store-unwritable': (a) => ({
    what: `L’historique de cet ordinateur (${a.file}) ne peut être ni ouvert ni écrit (${a.why}).`,
    next: 'Libérez de la place ou donnez-vous le droit d’écrire à cet endroit, ou choisissez un autre dossier avec --data. Tout le reste fonctionne sans lui.',
  }),
  'store-damaged': (a) => ({
    what: `L’historique de cet ordinateur (${a.file}) est abîmé ; il a été laissé tel quel.`,
    next: 'Déplacez ce fichier : un nouveau sera créé au prochain démarrage. Tout le reste fonctionne sans lui.',
  }),
  'store-newer': (a) => ({
    what: `L’historique de cet ordinateur (${a.file}) a été écrit par une version plus récente de Sésame.`,
    next: 'Mettez Sésame à jour, ou choisissez un autre dossier avec --data. Tout le reste fonctionne sans lui.',
  }),
  'port-taken': (a) => ({
    what: `Le port ${a.port} de ${a.host} est occupé : un autre programme, ou un autre bureau Sésame, y écoute.`,
    next: 'Retirez --port et le premier port libre sera pris, ou indiquez-en un autre.',
  }),
  'listen-failed': (a) => ({
    what: `Le bureau ne peut pas écouter sur ${a.host}, port ${a.port} (${a.why}).`,
    next: 'Donnez à --host une adresse de cet ordinateur, et à --port un nombre de 1024 à 65535.',
  }),
  'protocol-broken': (a) => ({
    what: `${a.host ?? 'Le serveur'} a répondu autre chose que ${a.protocol ?? 'le protocole du courrier'}.`,
    next: 'La transcription montre ses mots.',
  }),
  'limit-exceeded': (a) => ({
    what: `${a.host ?? 'Le serveur'} a envoyé plus qu’il n’est permis : la connexion a été fermée.`,
    next: 'La transcription montre comment cela commençait.',
  }),
  'timed-out': (a) => ({
    what: `${a.host ?? 'Le serveur'} n’a pas répondu à temps.`,
    next: 'Recommencez, ou essayez depuis un autre réseau.',
  }),
  'connection-closed': (a) => ({
    what: `${a.host ?? 'Le serveur'} a fermé la connexion.`,
    next: 'La transcription montre ce qui précédait.',
  }),
  internal: (a) => ({ what: `Sésame a commis une erreur : ${a.why}.`, next: 'Signalez-le avec ce texte, qui ne contient aucun secret.' }),
}

const WHY: Record<FindingWhy, string> = {
  offline: 'non demandé (hors ligne)',
  deadline: 'pas de réponse à temps',
  'dns-failed': 'nom introuvable',
  unreachable: 'aucune réponse',
  'plain-http': 'lu en http simple : pas de confiance',
  invalid: 'réponse incompréhensible',
  'redirect-refused': 'redirection vers un endroit peu sûr',
  'not-needed': 'pas nécessaire',
  overruled: 'une meilleure source dit autre chose',
  filter: 'un filtre est placé devant',
  'authentication-wanted': 'demande d’abord une connexion',
  certificate: 'certificat non valable',
}

const MECHANISM: Record<Mechanism, string> = {
  catalogue: 'Fournisseurs connus',
  ispdb: 'Table de Thunderbird',
  preparation: 'Table de Delta Chat',
  mx: 'Où le courrier est remis (MX)',
  srv: 'Enregistrements de service (SRV)',
  autoconfig: 'Réglages automatiques',
  pacc: 'PACC',
  autodiscover: 'Autodiscover',
  spf: 'Qui peut envoyer (SPF)',
  cname: 'Alias (CNAME)',
  guess: 'Noms habituels',
}

const FACTS: Record<string, Record<string, string>> = {
  dns: {
    ok: 'nom trouvé',
    nxdomain: 'ce nom n’existe pas',
    nodata: 'ce nom n’a pas d’adresse',
    timeout: 'le serveur de noms ne répond pas',
    servfail: 'le serveur de noms est en panne',
    none: 'aucun nom ne peut être cherché',
  },
  tcp: {
    ok: 'connecté',
    refused: 'connexion refusée',
    timeout: 'pas de réponse',
    reset: 'connexion coupée',
    unreachable: 'aucun chemin d’ici',
    'ipv6-only-fails': 'connecté en IPv4 ; IPv6 échoue',
  },
  'tcp.others': { ok: 'd’autres ports de cet hôte répondent', fail: 'aucun port de cet hôte ne répond' },
  tls: {
    ok: 'chiffré',
    'not-tls': 'ce port ne parle pas TLS',
    handshake: 'la négociation TLS échoue',
    closed: 'fermé pendant la négociation TLS',
    timeout: 'la négociation TLS ne finit pas',
    'not-offered': 'STARTTLS n’est pas proposé',
    stripped: 'STARTTLS a été retiré en chemin',
    injected: 'des octets ont été glissés avant TLS',
    preauth: 'déjà connecté avant TLS : refusé',
  },
  'tls.version': {
    'TLSv1.3': 'TLS 1.3',
    'TLSv1.2': 'TLS 1.2',
    'TLSv1.1': 'TLS 1.1 (trop ancien)',
    TLSv1: 'TLS 1.0 (trop ancien)',
    old: 'version de TLS trop ancienne',
  },
  'tls.cert': {
    ok: 'certificat valable',
    name: 'le certificat porte un autre nom',
    'self-signed': 'le serveur a signé lui-même son certificat',
    untrusted: 'le certificat vient d’une autorité inconnue',
    'chain-incomplete': 'la chaîne de certificats est incomplète',
    expired: 'le certificat a expiré',
    'not-yet-valid': 'le certificat n’est pas encore valable',
  },
  'tls.issuer': {
    public: 'émis par une autorité publique',
    private: 'émis par une autorité privée',
    interceptor: 'émis par un antivirus ou un proxy placé entre les deux',
  },
  'clock.skew': {
    none: 'l’horloge est juste',
    minutes: 'l’horloge est décalée de quelques minutes',
    hours: 'l’horloge est décalée de plusieurs heures',
    days: 'l’horloge est décalée de plusieurs jours',
  },
  greeting: {
    ok: 'le serveur répond',
    foreign: 'un autre serveur répond à sa place',
    bye: 'le serveur refuse d’emblée la conversation',
    none: 'le serveur ne dit rien',
    garbage: 'la réponse n’est pas celle d’un serveur de messagerie',
    preauth: 'le serveur prétend que nous sommes déjà connectés',
  },
  'sign-in': {
    ok: 'identification acceptée',
    refused: 'identification refusée',
    temporary: 'identification remise à plus tard',
    locked: 'compte bloqué ou ralenti',
    'not-tried': 'identification non essayée',
    'no-mechanism': 'aucune méthode d’identification commune',
  },
  mailbox: { ok: 'boîte ouverte', refused: 'boîte refusée après l’identification', closed: 'fermé après l’identification' },
  quota: { ok: 'il reste de la place', near: 'presque pleine', full: 'boîte pleine' },
  sender: { ok: 'expéditeur accepté', refused: 'expéditeur refusé' },
  'server.broken': {
    truncated: 'la réponse s’arrête au milieu',
    endless: 'la réponse ne finit jamais',
    binary: 'la réponse n’est pas du texte',
    slow: 'la réponse arrive au compte-gouttes',
    'half-closed': 'le serveur a fermé son côté',
  },
}

export const fr: Text = {
  lang: 'fr',
  locale: 'fr-FR',
  error: (code, args) => ERRORS[code](args),
  quoted: (words) => `« ${words} »`,
  errorLabel: 'Erreur :',
  nextLabel: 'Que faire :',
  why: (why) => WHY[why],
  mechanism: (m) => MECHANISM[m],
  fact: (name, value) => FACTS[name]?.[value],
  hop: { dns: 'Nom', tcp: 'Connexion', tls: 'Chiffrement', greeting: 'Serveur', 'sign-in': 'Identification', mailbox: 'Boîte' },
  protocol: { imap: 'Réception (IMAP)', pop3: 'Réception (POP)', smtp: 'Envoi (SMTP)' },
  security: { tls: 'SSL/TLS', starttls: 'STARTTLS', plain: 'aucune' },
  account: { personal: 'compte personnel', work: 'compte professionnel ou scolaire', unknown: 'type de compte inconnu' },
  heading: {
    who: 'Qui héberge cette boîte',
    road: 'Le chemin jusqu’à elle',
    verdict: 'Verdict',
    because: 'Pourquoi',
    against: 'Ce qui s’y oppose',
    others: 'Aussi possible',
    question: 'La question qui trancherait',
    steps: 'Que faire',
    avoid: 'À ne pas faire',
    otherwise: 'Si cela ne suffit pas',
    card: 'Réglages',
    deadlines: 'Dates à connaître',
    letter: 'Une lettre à envoyer',
    next: 'Ensuite',
    transcript: 'Transcription',
    sources: 'Sources',
    settings: 'Serveurs',
    before: 'Avant',
    after: 'Après',
  },
  confidence: { certain: 'certain', likely: 'probable', guess: 'supposition', none: 'inconnu' },
  trust: { named: 'de confiance', hint: 'simple indice', guess: 'simple supposition' },
  status: { found: 'trouvé', nothing: 'rien', failed: 'échec', skipped: 'laissé de côté' },
  doctor: {
    identifying: (address) => `Recherche de l’hébergeur de ${address}`,
    probing: (host) => `Examen de ${host}`,
    judging: 'Analyse',
    held: (provider, account, how) => `${provider}, ${account} (${how})`,
    heldBy: (sources) => `d’après : ${sources}`,
    nobody: 'Aucun hébergeur que nous connaissions.',
    filter: (name) => `Un filtre est placé devant : ${name}.`,
    notProbed: 'Non examiné (hors ligne).',
    lab: 'Au laboratoire : des serveurs sur cet ordinateur, qui répondent comme les vrais.',
    healthy: 'Tout fonctionne d’ici : les serveurs répondent, l’identification est acceptée et la boîte s’ouvre.',
    healthyPublic: 'Les serveurs répondent et n’ont aucun défaut. L’identification n’a pas été essayée.',
    unsure: 'On n’en sait pas assez pour nommer la cause.',
    close: 'Probable, pas certain : répondez à la question avant de rien changer.',
    sure: (percent) => `sûr à ${percent}`,
    unverified: 'Une partie repose sur des faits que personne n’a pu vérifier à la source.',
    checked: (date) => `Faits vérifiés le ${day(date, 'fr-FR')}.`,
    verifyNext: (command) => `Une fois les étapes faites, vérifiez : ${command}`,
    saved: (file) => `Cas enregistré sans secret dans ${file} ; n’importe qui peut le juger de nouveau : sesame diagnose ${file}`,
    skipQuestion: 'Je ne sais pas',
    askPassword:
      'Mot de passe (non affiché, envoyé seulement sur une connexion chiffrée à un serveur reconnu comme le bon, jamais conservé)',
    attempts: (n) => `${n} ${n > 1 ? 'tentatives' : 'tentative'} d’identification.`,
    locked: 'Le serveur dit que le compte est bloqué ou ralenti : aucune autre tentative n’est faite.',
  },
  verify: {
    probing: 'Nouvel examen',
    sending: (subject) => `Envoi d’un message à vous-même : ${subject}`,
    waiting: (seconds) => `Attente de son arrivée (${seconds} s)`,
    cleaning: 'Suppression du message',
    mended: (seconds) => `Réparé : le message que vous vous êtes envoyé est arrivé après ${seconds}.`,
    mendedReadOnly: 'Réparé : la boîte s’ouvre. L’envoi n’a pas pu être essayé.',
    still: 'Toujours en panne.',
    changed: 'Quelque chose a changé, mais cela ne fonctionne pas encore.',
    notArrived: (seconds) => `Le message a été accepté, mais n’était pas arrivé après ${seconds}.`,
    left: (subject) => `Le message d’essai n’a pas pu être supprimé : supprimez vous-même « ${subject} ».`,
  },
  diagnose: {
    read: (n, seconds) => `${n} cas en ${seconds}`,
    stopped: (n) => `Arrêté après ${n} cas.`,
  },
  lab: {
    running: 'Le laboratoire fonctionne. Ctrl-C l’arrête.',
    use: (file) => `Pour d’autres programmes : SESAME_NETWORK=${file}`,
    accounts: 'Comptes',
    secrets: 'Les secrets sont dans lab/README.md.',
  },
  cli: {
    tagline: 'Remet une boîte aux lettres en marche dans n’importe quelle application, le prouve, et veille à ce que cela dure.',
    commands: 'Commandes',
    options: 'Options',
    arguments: 'Arguments',
    examples: 'Exemples',
    usage: 'Usage',
    network: 'Réseau (pour les essais, les proxys et le laboratoire)',
    common: 'Partout',
    moreHelp: 'sesame COMMANDE --help en dit plus sur une commande.',
    exit: 'Codes de sortie : 0 cela fonctionne, 1 une panne a été trouvée et nommée, 2 mauvais usage, 3 impossible à dire, 4 refusé par sécurité.',
    unknownCommand: (name, near) => `« ${name} » n’est pas une commande.${near ? ` Vouliez-vous dire ${near} ?` : ''}`,
    unknownOption: (name, near) => `${name} n’est pas une option ici.${near ? ` Vouliez-vous dire ${near} ?` : ''}`,
    missingValue: (name) => `${name} attend une valeur.`,
    missingArgument: (name) => `Il manque ${name}.`,
    tooMany: (text) => `« ${text} » est un mot de trop. Un texte avec des espaces se met entre guillemets.`,
    defaultValue: (value) => `par défaut : ${value}`,
    seeHelp: (command) => `Voir : ${command} --help`,
  },
  known: knownFr,
  service: serviceFr,
  site: siteFr,
  letters: lettersFr,
  login: loginFr,
  bridge: bridgeFr,
  bridgeService: bridgeServiceFr,
  bridgeSetup: bridgeSetupFr,
  collect: collectFr,
  compare: compareFr,
  tidy: tidyFr,
  transfer: transferFr,
  vault: vaultFr,
  records: recordsFr,
  bridgeQueue: bridgeQueueFr,
}

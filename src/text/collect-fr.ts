// Les mots de `sesame collect`, en français : même forme que `collect-en.ts`.

import { bytesIn, numberIn } from './amounts.ts'
import type { CollectText } from './collect-en.ts'

/** Zéro et un se disent au singulier. */
const messages = (n: number) => `${numberIn('fr', n)} ${n < 2 ? 'message' : 'messages'}`
const minutes = (n: number) => (n === 1 ? 'toutes les minutes' : `toutes les ${numberIn('fr', n, 1)} minutes`)
const days = (n: number) => `${n} ${n < 2 ? 'jour' : 'jours'}`

export const collectFr: CollectText = {
  column: {
    name: 'Nom',
    from: 'De',
    into: 'Vers',
    how: 'Comment',
    source: 'À la source',
    last: 'Dernier passage',
    all: 'Collecté',
    next: 'Prochain',
  },
  none: 'Rien n’est encore collecté. Pour commencer : sesame collect add DE --into VERS',
  failed: 'échec',
  never: 'pas encore',
  waits: 'vous attend',
  due: 'maintenant',
  every: (n) => (n === null ? 'toutes les 10 à 15 minutes' : minutes(n)),
  how: (protocol, every) => `${protocol.toUpperCase()}, ${every}`,
  leave: 'tout reste',
  remove: (after) => (after === 0 ? 'retiré une fois prouvé' : `retiré après ${days(after)}`),
  messages,
  amount: (n, bytes) => `${messages(n)} (${bytesIn('fr', bytes)})`,
  added: (from, into, folder) => `${from} est collectée pour ${into}, ${folder}.`,
  inbox: 'dans la boîte de réception',
  intoFolder: (folder) => `dans le dossier ${folder}`,
  noJunk: 'La source ne montre pas encore de dossier d’indésirables ; quand elle en aura un, il sera collecté aussi.',
  seen: (n) => `Les deux boîtes s’ouvrent. Dans la boîte de réception de la source : ${messages(n)}.`,
  junk: 'Le dossier des indésirables est collecté aussi, dans celui de la cible.',
  byImap: (every) => `Par IMAP : aussitôt quand le serveur annonce du courrier, et ${every} de toute façon.`,
  byPop: (every) =>
    `Par POP : ${every}. Les indésirables et tous les autres dossiers restent invisibles : POP ne connaît que la boîte de réception. Regardez de temps en temps les indésirables chez le fournisseur.`,
  popInstead: 'Par IMAP, le courrier arriverait aussitôt et les indésirables pourraient suivre : retirez --protocol pop3.',
  slower: (n) => `Le fournisseur veut ${n} minutes entre deux visites ; il n’est pas interrogé plus tôt.`,
  willLeave: 'Tout reste à la source.',
  willRemove: (into, after) =>
    after === 0
      ? `Un message est retiré de la source une fois que ses octets ont été relus dans ${into}, jamais avant.`
      : `Un message est retiré de la source ${days(after)} après sa venue, et seulement si ses octets ont été relus dans ${into}.`,
  unseen: 'Le courrier arrive non lu.',
  keepFlags: 'Les messages lus, marqués ou répondus le restent.',
  startIt: 'Pour la lancer : sesame collect run. En service : sesame collect install.',
  removed: (name) => `${name} n’est plus collectée. Ce qui est arrivé reste en place, et rien n’a été retiré à la source.`,
  running: (n) => `${n === 1 ? 'Une boîte est collectée' : `${n} boîtes sont collectées`}. Ctrl-C arrête après le message en chemin.`,
  stopping: 'Fin après le message en chemin ...',
  nobody: 'Rien à collecter.',
  round: (name, came) => `${name} : ${came}`,
  nothingNew: 'rien de nouveau',
  known: (n) => `${messages(n)} déjà là`,
  wasRemoved: (n) => `${messages(n)} retiré${n < 2 ? '' : 's'} à la source`,
  refused: (n) => `${messages(n)} refusé${n < 2 ? '' : 's'} par la cible`,
  nextAt: (when) => `prochain ${when}`,
  notNow: (name, when) => `${name} : le serveur a demandé d’être laissé en paix jusqu’à ${when}.`,
  stillShut: (name) => `${name} : la connexion a été refusée, et rien n’a changé depuis. Elle n’a pas été réessayée.`,
  again: 'Une fois réparé : sesame collect run --again, ou reconnectez-vous.',
  heading: 'Collectes',
  allTold: (n, bytes, removed) => `${messages(n)} (${bytes}) en tout${removed === 0 ? '' : `, ${collectFr.wasRemoved(removed)}`}`,
  lastAt: (when, came) => `dernier passage ${when} : ${came}`,
  runsNot: 'La collecte ne tourne pas. Lancez-la : sesame collect run ; ou faites-en un service : sesame collect install.',
  serviceRunsNot: (file) => `La collecte ne tourne pas, bien qu’on en ait fait un service (${file}). Lancez-la :`,
  runs: 'La collecte tourne.',
  side: { from: 'La source', to: 'La cible' },
  trouble: {
    'sign-in': (who) => `${who} refuse la connexion. Rien n’est réessayé avant une nouvelle connexion de votre part.`,
    later: (who) => `${who} demande d’attendre.`,
    unreachable: (who) => `${who} est injoignable. Un nouvel essai se fait tout seul.`,
    full: (who) => `${who} n’a plus de place. Rien n’est perdu : ce qui n’a pas tenu attend à la source.`,
    messages: () => 'Quelques messages ont été refusés par la cible. Ils restent à la source, et sont mis de côté en fichiers.',
    other: (who) => `${who} ne fait pas ce qui est demandé. Un nouvel essai se fait tout seul.`,
  },
  since: (when) => `depuis ${when}`,
  said: (words) => `Ses mots : ${words}`,
  cause: (title) => `La cause : ${title}`,
  letter: (id) => `Une lettre pour cela : sesame letters ${id}`,
  nextTry: (when) => `Prochain essai : ${when}.`,
  signInAgain: (address) => `Reconnectez-vous : sesame login ${address}, ou gardez le nouveau mot de passe : sesame vault add`,
  makeRoom: 'Faites de la place dans la boîte cible, ou obtenez-en davantage.',
}

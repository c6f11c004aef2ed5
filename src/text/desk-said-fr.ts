// Les phrases que compose le serveur du bureau, en français : même forme que `desk-said-en.ts`.

import type { SaidText } from './desk-said-en.ts'

export const saidFr: SaidText = {
  app: {
    named: (app) => `${app}.`,
    unnamed: 'Aucune application n’a été nommée : les étapes générales seront données.',
    shows: (app, message) => `${app ?? 'L’application'} affiche : « ${message} »`,
  },
  network: { ok: 'Cet ordinateur atteint le réseau.', none: 'Cet ordinateur n’atteint aucun réseau.' },
  at: (host, seen) => `${host} : ${seen}`,
  refusal: (seen, words) => `${seen} : « ${words} »`,
  notReached: 'Pas atteint.',
  notLooked: 'Non examiné.',
  noServer: 'Aucun serveur connu à examiner.',
  signIn: {
    'no-secret': 'Non essayée : aucun mot de passe n’a été donné.',
    spent: 'Non essayée : deux tentatives suffisent pour un examen.',
    stopped: 'Non essayée : un serveur a dit que le compte est bloqué ou ralenti.',
    'already-refused': 'Non essayée : ce mot de passe vient d’être refusé ailleurs.',
    unsafe: 'Non essayée : la connexion n’est pas assez sûre pour un mot de passe.',
    trust: 'Non essayée : aucune source de confiance ne désigne ce serveur.',
    empty: 'Non essayée : le mot de passe est vide.',
  },
  points: {
    untried: (title) => `Rien n’a été essayé ici ; ce que montre l’application désigne ce point : ${title}.`,
    fine: (title) => `Tout va bien vu d’ici, et l’application échoue en ce point : ${title}.`,
  },
  strength: {
    certain: 'tranche',
    strong: 'plaide fortement pour',
    some: 'plaide pour',
    weak: 'plaide un peu pour',
    'weak-against': 'plaide un peu contre',
    against: 'plaide contre',
    'rules-out': 'l’exclut',
  },
  proof: {
    starting: 'Nouvel examen des serveurs.',
    saw: (host, seen) => `${host} : ${seen}.`,
    arrivedBefore: 'non essayé',
    room: 'Place dans la boîte',
    message: 'Un message à vous-même',
    arrived: (seconds) => `arrivé après ${seconds}`,
    notArrived: (seconds) => `accepté, pas encore arrivé après ${seconds}`,
    refused: (words) => `refusé : « ${words} »`,
    notSent: {
      'not-healthy': 'Aucun message n’a été envoyé : les serveurs ne vous laissent pas encore tous entrer.',
      'no-incoming': 'Aucun message n’a été envoyé : il n’y a pas de serveur où le voir arriver.',
      'no-outgoing': 'Aucun message n’a été envoyé : il n’y a pas de serveur d’envoi.',
      'mailbox-full': 'Aucun message n’a été envoyé : la boîte est pleine.',
      'not-wanted': 'Aucun message n’a été envoyé.',
    },
    locked: 'Le serveur dit que le compte est bloqué ou ralenti : attendez une heure avant de vérifier.',
    local: 'Faites-le sur l’ordinateur où Sésame fonctionne : sur ce réseau, le mot de passe circulerait sans protection.',
    unknown: 'non vu',
  },
  trouble: {
    stopped: {
      what: 'L’examen a été arrêté.',
      why: 'Vous l’avez demandé, ou Sésame a été fermé.',
      next: 'Rien n’a été laissé derrière. Recommencez quand vous voulez.',
    },
    next: {
      'no-network': 'Vérifiez le câble ou le Wi-Fi, puis recommencez.',
      'no-endpoint': 'Demandez les noms des serveurs à qui gère le courrier de ce domaine.',
      'address-invalid': 'Écrivez-la en entier, par exemple marie@exemple.fr.',
      'domain-unknown': 'Vérifiez l’orthographe de l’adresse, après l’arobase.',
      'network-config-invalid': 'Corrigez les options de réseau avec lesquelles Sésame a été lancé.',
      'no-secret': 'Tapez le mot de passe, puis vérifiez de nouveau.',
      internal: 'Réessayez. Si cela revient, signalez-le avec ce texte, qui ne contient aucun secret.',
    },
  },
  refusals: {
    'no-message': 'Tapez l’adresse de la boîte.',
    'too-many-attempts': {
      what: 'Assez de mots de passe ont été essayés sur cette boîte pour le moment.',
      why: 'Les fournisseurs bloquent un compte après quelques identifications refusées, qui que ce soit qui les fasse.',
      next: 'Attendez un quart d’heure. D’ici là, vérifiez le mot de passe sur le site du fournisseur.',
    },
    'password-over-network': {
      what: 'Aucun mot de passe ne peut être tapé depuis cet appareil.',
      why: 'Vous avez ouvert Sésame par le réseau, sans protection : n’importe qui sur ce réseau pourrait lire le mot de passe.',
      next: 'Laissez le mot de passe vide, ou faites-le sur l’ordinateur où Sésame fonctionne.',
    },
    'no-history': 'L’historique n’a pas pu être ouvert.',
    picture: {
      'not-a-picture': 'Ce n’est pas une image PNG, JPEG ou WebP lisible.',
      'too-large': 'L’image est trop grande : 8 Mo et 40 millions de pixels au plus.',
      'too-slow': 'La lecture de l’image a pris trop de temps.',
      busy: 'D’autres images sont en cours de lecture : réessayez dans un instant.',
    },
  },
  qr: { more: (n) => (n === 1 ? '(encore 1 étape)' : `(encore ${n} étapes)`) },
  command: {
    at: 'Sésame est ouvert à cette adresse, dans le navigateur :',
    noBrowser: 'Aucun navigateur n’a pu être ouvert : copiez cette adresse dans le vôtre.',
    noDesktop: 'Pas de bureau graphique ici : ouvrez cette adresse dans un navigateur de cet ordinateur.',
    stop: 'Ctrl-C l’arrête.',
    lab: 'Au laboratoire : rien ne quitte cet ordinateur.',
    stopped: (runs) =>
      runs === 0
        ? 'Sésame est fermé.'
        : `Sésame est fermé ; ${runs === 1 ? 'un examen a été interrompu' : `${runs} examens ont été interrompus`}.`,
    history: (why) => `Rien ne sera retenu : ${why}`,
    elsewhere:
      'Attention : d’autres appareils du réseau peuvent atteindre cette page, et ce qui y est tapé traverse le réseau sans protection. Seul qui a l’adresse ci-dessous, avec son jeton, peut entrer ; aucun mot de passe ne peut être tapé depuis un autre appareil.',
    token: (token) => `Jeton : ${token}`,
  },
}

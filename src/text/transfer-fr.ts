// Les mots de `sesame copy`, `backup`, `restore` et `transfers` en français.

import type { transferEn } from './transfer-en.ts'

const many = (n: string, one: string, more: string) => `${n}\u00a0${n === '0' || n === '1' ? one : more}`

export const transferFr: typeof transferEn = {
  askPassword: (label) => `Mot de passe de ${label}`,
  askAppPassword: (label) => `Mot de passe d’application de ${label} (pas celui du compte)`,
  askAgain: (label) => `Il a été refusé. Encore une fois, le mot de passe de ${label}`,
  letter: (id) => `Une lettre pour qui peut y remédier : sesame letters ${id}`,
  opening: (from, to) => `Ouverture de ${from} et de ${to}`,
  messages: (n) => many(n, 'message', 'messages'),
  folders: (n) => many(n, 'dossier', 'dossiers'),

  live: {
    phase: {
      connect: 'Connexion',
      inventory: 'Liste des dossiers',
      list: 'Liste des messages',
      settle: 'Examen de ce qui y est déjà',
      copy: 'Copie',
      follow: 'Attente de ce qui est nouveau',
      proof: 'Preuve',
      wait: 'Attente',
      done: 'Terminé',
    },
    refused: (n) => (n === 1 ? '1 refusé' : `${n} refusés`),
    left: (span) => `reste ${span}`,
    paused: 'en pause',
    messages: (n) => `${n} msg/s`,
    keys: (paused) => `p ${paused ? 'reprend' : 'pause'}, q arrête`,
    waiting: (what, span) => `${what} : ${span}`,
    why: {
      throttled: (side) => `${side} en veut moins`,
      budget: (side) => `${side} : volume du jour épuisé`,
      broken: (side) => `${side} a disparu, nouvel essai`,
      paused: () => 'en pause',
    },
    stopping: 'Arrêt : ce qui est en cours se termine d’abord. Ctrl-C encore une fois coupe aussitôt ; rien n’est perdu dans les deux cas.',
    plain: (folder, done, total, speed) => `${folder} : ${done} sur ${total}, ${speed}`,
    pass: (n, changes) => `Passage ${n} : ${changes === '0' ? 'rien de nouveau' : many(changes, 'changement', 'changements')}`,
    folder: {
      made: (name) => `Dossier créé : ${name}`,
      renamed: (name, to) => `Le dossier ${name} va dans ${to}`,
      subscribed: (name) => `Abonnement : ${name}`,
      removed: (name) => `Dossier retiré : ${name}`,
      refused: (name, said) => `Le dossier ${name} a été refusé : « ${said} »`,
    },
    moved: (n, from, to) => `${many(n, 'message déplacé', 'messages déplacés')} de ${from} vers ${to}, comme dans la source`,
    refusedOne: (folder, uid, said) => `Refusé : ${folder}, message ${uid} : « ${said} »`,
    mx: (to) =>
      `Tout est dans ${to}. C’est le moment de basculer : faites mener le MX du domaine au nouveau fournisseur. Ce qui arrive encore à l’ancien est repris ; attendez que le TTL de l’ancien MX soit passé (un jour suffit), puis tapez q pour le dernier passage.`,
    lastPass: 'Un dernier passage',
  },

  plan: {
    heading: 'Ce qui va se passer',
    from: 'De',
    to: 'Vers',
    copy: 'À copier',
    already: 'Déjà là',
    largest: 'Le plus grand',
    excluded: 'Écartés',
    takes: 'Durera environ',
    connections: 'Connexions',
    order: 'Ordre',
    what: (messages, size) => `${many(messages, 'message', 'messages')}, ${size}`,
    largestIn: (size, folder) => `${size}, dans ${folder}`,
    excludedBy: {
      since: (n) => `${n} plus anciens que --since`,
      before: (n) => `${n} plus récents que --before`,
      largest: (n) => `${n} plus grands que --largest`,
      deleted: (n) => `${n} marqués comme supprimés`,
      elsewhere: (n) => `${n} que d’autres dossiers ont`,
    },
    takesMs: (span, measured) => (measured ? span : `${span} (estimation avant le départ)`),
    takesDays: (days, ends) => `${many(days, 'jour', 'jours')}, jusqu’au ${ends}`,
    daysBecause: {
      download: (perDay) => `le fournisseur de la source donne ${perDay} par jour`,
      upload: (perDay) => `le fournisseur de la cible prend ${perDay} par jour`,
      time: () => 'il y en a beaucoup',
    },
    connectionsBecause: {
      asked: (n) => `${n}, comme demandé`,
      limit: (n) => `${n}, dans la limite du fournisseur`,
      waits: (n) => `${n}, car chaque message attend le oui du serveur`,
      usual: (n) => `${n}`,
    },
    orderBecause: { newest: 'le plus récent d’abord', kept: 'comme arrivé' },
    column: { source: 'Dossier', target: 'va dans', messages: 'Messages', size: 'Taille', why: '' },
    reason: {
      inbox: '',
      'special-use': 'même rôle',
      'same-name': '',
      made: 'nouveau',
      renamed: 'renommé',
      rule: 'comme demandé',
      label: 'libellé',
    },
    byName: 'reconnu à son nom',
    moreFolders: (n) => `… et encore ${many(n, 'dossier', 'dossiers')} ; --json les a tous`,
    leftHeading: 'Dossiers écartés',
    left: {
      'holds-no-messages': 'ne contiennent que d’autres dossiers',
      excluded: 'écartés par --exclude',
      'not-included': 'pas parmi --include',
      view: 'ne montrent que des messages d’autres dossiers',
    },
    because: {
      separator: 'le séparateur de la cible est dans le nom',
      character: 'il a un caractère que la cible refuse',
      start: 'aucun nom n’y commence ainsi',
      blanks: 'ces espaces y sont refusés',
      reserved: 'la cible se sert elle-même de ce nom',
      long: 'il est trop long',
      flat: 'la cible n’a pas de dossiers dans des dossiers',
      inbox: 'tout y est sous la boîte de réception',
      taken: 'un autre dossier y va',
      case: 'un autre nom ne diffère que par les majuscules',
      refused: 'le serveur a dit non',
    },
    findings: {
      'no-room': (missing, free) => `La cible a ${free} de libre : il manque ${missing}. La copie s’arrêtera quand elle sera pleine.`,
      'too-large': (n, limit) =>
        `${many(n, 'message dépasse', 'messages dépassent')} les ${limit} que la cible admet. Mis de côté en fichiers, et nommés.`,
      'keywords-lost': (n, flags) =>
        `La cible ne garde pas de mots-clés : ${flags} seront perdus sur ${many(n, 'message', 'messages')} au plus.`,
      'shown-only': (shown, folders) =>
        `Le fournisseur ne montre aux applications que ${shown} messages par dossier ; il y en a peut-être plus dans ${folders}. Dans Gmail : Paramètres, Transfert et POP/IMAP, Limites de taille des dossiers, « Ne pas limiter ». Chez Yahoo, rien ne se règle.`,
      'deleted-vanish': (n) =>
        `${many(n, 'message est marqué', 'messages sont marqués')} comme supprimés ; la cible efface aussitôt de tels messages. --deleted leave les laisse.`,
      'deleted-stay': (n) =>
        `${many(n, 'message est marqué', 'messages sont marqués')} comme supprimés, et le seront dans la cible. --deleted leave les laisse.`,
      renamed: (n) => `${many(n, 'dossier reçoit', 'dossiers reçoivent')} un autre nom, car la cible n’admet pas le sien.`,
      merged: (target, sources) => `${sources} vont ensemble dans ${target}.`,
      unclear: (use, folders) =>
        `Plusieurs dossiers ressemblent à ${use} (${folders}), et le serveur ne dit pas lequel : ils gardent leurs noms. Dites-le avec --folder A=B.`,
      'line-end': () =>
        'La cible veut une fin de ligne à la fin de chaque message : là où elle manque, elle est ajoutée, et nommée dans le rapport.',
      receipts: (n) =>
        `${many(n, 'message non lu', 'messages non lus')} : si l’un demandait un accusé de lecture, la cible peut l’envoyer encore.`,
      'pop-again': () => 'Les applications qui relèvent en POP verront tous les messages comme nouveaux après la bascule.',
      'room-unknown': (needed) => `La cible ne dit pas combien de place elle a ; il en faut ${needed}.`,
    },
    gmail:
      'Gmail : les libellés sont des dossiers. Un message à plusieurs libellés est copié une fois et les reçoit tous ; « Tous les messages » n’est pas copié une seconde fois.',
    gmailSource:
      'Gmail : un message à plusieurs libellés est dans plusieurs dossiers ; il va dans chacun. Ce qui n’a pas de libellé vient de « Tous les messages ».',
    nothing: 'Il n’y a rien à faire : tout y est déjà.',
    goOn: 'Continuer ?',
    cancelled: 'Rien n’a été fait.',
    dryRun: 'Essai à blanc : rien n’a été changé. La même commande sans --dry-run fait exactement cela.',
  },

  end: {
    heading: {
      complete: 'Tout y est',
      stopped: 'Arrêté',
      full: 'La cible est pleine',
      budget: 'Le volume du jour est épuisé',
      refused: 'Terminé avant la fin',
    },
    notAll: 'Tout n’y est pas',
    states: {
      identical: 'identiques, octet pour octet',
      'already-there': 'déjà présents',
      changed: 'changés par le serveur',
      refused: 'refusés par le serveur',
      excluded: 'écartés : par vos règles, ou un autre dossier les a',
      gone: 'partis de la source entre-temps',
      waiting: 'pas encore copiés',
    },
    copied: (messages, size, span) => `${many(messages, 'message', 'messages')}, ${size}, en ${span}`,
    speed: (messages, size) => `${messages} messages et ${size} par seconde`,
    duplicates: (n) =>
      `${many(n, 'message est', 'messages sont')} en double ou plus dans la source, octet pour octet ; chacun a été gardé. sesame compare les énumère.`,
    removed: (n) =>
      `${many(n, 'message disparu', 'messages disparus')} de la source ${n === '1' ? 'a été retiré' : 'ont été retirés'} de la cible.`,
    removalsWaiting: (n) =>
      `${many(n, 'message a disparu', 'messages ont disparu')} de la source et restent dans la cible : c’est plus que du rangement, rien n’en a été retiré. Si c’est voulu, la même commande avec --yes les retire.`,
    missingRoom: (size) =>
      `Il manque ${size}. Videz la corbeille de la cible ou prenez plus d’espace, puis la même commande reprend là où elle s’est arrêtée.`,
    proof: {
      counted:
        'Preuve : le serveur a confirmé chaque message ; nombre, taille, marques et dates ont été relus. --proof full relit chaque octet.',
      sampled: 'Preuve : comme counted, et une partie des messages a été relue et comparée octet par octet.',
      full: 'Preuve : chaque message a été relu dans la cible et comparé octet par octet.',
    },
    notAccepted: (states) => `Ceux-ci ne sont pas admis : ${states}.`,
    acceptHint: (states) => `Si cela vous convient : la même commande avec --accept ${states}`,
    refusedHeading: 'Refusés, et pourquoi',
    refusedLine: (n, said) => `${many(n, 'message', 'messages')} : « ${said} »`,
    refusedWhere: (folder, uid) => `${folder}, message ${uid}`,
    refusedMore: (n) => `… et encore ${n} ; --report et --json les nomment tous`,
    aside: (dir) => `Ils sont mis de côté, entiers, en fichiers .eml : ${dir}`,
    advice: {
      size: 'Trop grands pour la cible : gardez-les en fichiers, ou demandez à son fournisseur de relever la limite.',
      room: 'La cible est pleine.',
      line: 'Une ligne y est plus longue que ce que la cible admet : gardez-le en fichier.',
      header: 'La cible n’admet pas son en-tête ou un de ses octets : gardez-le en fichier.',
      other: 'Gardez-les en fichiers ; ils s’ouvrent dans tout programme de courrier.',
    },
    resume: 'Pour reprendre, quand vous voulez, la même commande :',
    nothingLost: 'Rien n’est perdu, rien ne sera doublé.',
    budgetAgain: 'Demain, la même commande reprend.',
    changedHint: 'Ce que le serveur a changé est nommé octet par octet dans le rapport : --report FICHIER.html',
    report: (file) => `Rapport : ${file}`,
    folderTrouble: 'Dossiers à regarder',
    next: (command) => `Ensuite : ${command}`,
    compare: (from, to) => `Pour comparer de nouveau, quand vous voulez : sesame compare ${from} ${to}`,
  },

  list: {
    none: 'Aucun transfert n’a été commencé sur cet ordinateur.',
    column: { id: 'Id', what: 'Quoi', from: 'De', to: 'Vers', state: 'État', last: 'Dernier passage' },
    kind: { copy: 'copie', backup: 'sauvegarde', restore: 'restauration' },
    state: {
      running: 'en cours',
      complete: 'complet',
      stopped: 'arrêté',
      full: 'cible pleine',
      budget: 'attend demain',
      refused: 'fini avant la fin',
      open: 'interrompu',
    },
    missing: (n) => `reste ${n}`,
    forgetQuestion: (id) => `Oublier le transfert ${id} : son journal et ce qui a été mis de côté sont effacés ?`,
    forgotten: (id) => `${id} est oublié. Aucun message n’a été touché.`,
    needsYes: 'Il n’est oublié qu’après un oui clair : répondez dans un terminal, ou ajoutez --yes.',
  },
}

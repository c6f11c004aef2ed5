// Les mots du bureau (la page locale), en français : même forme que `desk-en.ts`.

import { day } from './day.ts'
import type { DeskText } from './desk-en.ts'
import { lettersFr } from './letters-fr.ts'

const percent = (p: number) => new Intl.NumberFormat('fr-FR', { style: 'percent', maximumFractionDigits: 0 }).format(p)
const moment = (iso: string) => {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : new Intl.DateTimeFormat('fr-FR', { dateStyle: 'medium', timeStyle: 'short' }).format(date)
}

export const deskFr: DeskText = {
  name: 'Sésame',
  title: (page) => `${page} · Sésame`,
  skip: 'Aller au contenu',
  nav: { label: 'Principal', ask: 'Docteur', keys: 'Connexions', sheets: 'Fiches', due: 'Échéances', history: 'Historique' },
  language: { label: 'Langue', other: 'English', lang: 'en' },
  footer: 'Cette page est servie par cet ordinateur, pour cet ordinateur. Elle ne charge rien d’ailleurs et ne rend compte à personne.',
  lab: 'Laboratoire : des serveurs joués par cet ordinateur, aucune vraie boîte n’est touchée.',
  labTag: 'laboratoire',
  historyOff: (why) => `Rien ne sera retenu : ${why}`,
  opensElsewhere: '(ouvre un nouvel onglet)',
  percent,
  moment,
  day: (iso) => day(iso, 'fr-FR'),

  hops: {
    app: 'Application',
    network: 'Réseau',
    name: 'Nom',
    port: 'Port',
    tls: 'Chiffrement',
    server: 'Serveur',
    'sign-in': 'Identification',
    mailbox: 'Boîte',
    sending: 'Envoi',
  },
  states: { waiting: 'en attente', looking: 'examen', ok: 'bon', warned: 'à noter', broken: 'en panne', skipped: 'non examiné' },

  ask: {
    title: 'Qu’est-ce qui ne marche plus ?',
    lead: 'Trois indications suffisent. Sésame trouve la vraie cause, donne les étapes pour votre application, et prouve que tout remarche.',
    optional: 'facultatif',
    address: 'L’adresse électronique',
    addressHint: 'En entier, par exemple marie@exemple.fr. Aucun mot de passe n’est nécessaire pour commencer.',
    app: 'L’application ou l’appareil',
    appHint: 'Outlook, iPhone, Thunderbird, une imprimante… Laissez vide si vous ne savez pas.',
    message: 'Ce qui s’affiche',
    messageHint: 'Recopiez le message tel quel, avec ses fautes et ses codes.',
    more: 'En dire plus : ce qui a changé, le type de compte, le mot de passe',
    tell: 'Ce que vous avez remarqué d’autre',
    tellHint: 'Cela marche sur le téléphone mais pas sur l’ordinateur ; seul l’envoi échoue…',
    changed: 'Ce qui a changé juste avant',
    changedHint: 'Un nouveau mot de passe, une mise à jour, un nouveau téléphone, un autre réseau…',
    since: 'Depuis quand',
    account: 'Type de compte',
    accounts: { '': 'Je ne sais pas', personal: 'Personnel', work: 'Travail ou école' },
    protocol: 'Ce qui échoue',
    protocols: { '': 'Je ne sais pas', imap: 'La réception (IMAP)', pop3: 'La réception (POP)', smtp: 'L’envoi (SMTP)' },
    secret: 'Mot de passe',
    secretWhat:
      'Avec lui, Sésame s’identifie comme le ferait votre application, deux fois au plus, et entend ce que le serveur répond vraiment.',
    secretWhere: 'Il ne va qu’au serveur de messagerie de votre fournisseur, par une connexion chiffrée dont le certificat a été vérifié.',
    secretKept:
      'Il n’est pas conservé : il reste en mémoire pendant l’examen, puis il est oublié. Il n’est jamais écrit sur le disque, ni affiché.',
    password: 'Mot de passe du compte, ou mot de passe d’application',
    secretKind: 'Lequel est-ce ?',
    secretKinds: {
      '': 'Je ne sais pas',
      password: 'Le mot de passe du compte',
      'app-password': 'Un mot de passe créé pour une application',
      oauth: 'Un jeton d’accès OAuth',
    },
    go: 'Chercher la cause',
    calm: 'L’examen ne change rien dans votre boîte.',
    tryTitle: 'Envie de voir d’abord ?',
    tryLead: 'Essayez au laboratoire : rien ne quitte cet ordinateur.',
  },

  road: {
    title: 'Le chemin jusqu’à la boîte',
    lead: 'De l’application à la boîte, une étape après l’autre. Ouvrez-en une pour lire ce qui s’y est dit.',
    looking: (hop) => `${hop} : examen en cours…`,
    starting: 'En route…',
    stands: (hop, state) => `${hop} : ${state}.`,
    clear: 'Le chemin est libre d’un bout à l’autre.',
    clearAsFar: (unseen) => `Ce qui a été examiné est bon. Non examiné : ${unseen.join(', ')}.`,
    ended: 'L’examen est terminé.',
    nothing: 'Rien ne s’est dit ici.',
    transcript: (hop) => `Ce qui s’est dit : ${hop}`,
    ms: (ms) => `${new Intl.NumberFormat('fr-FR').format(ms)} ms`,
    time: 'Temps',
    who: 'Qui',
    words: 'Mots',
    from: { us: 'Sésame', server: 'Serveur', note: 'Note' },
    stop: 'Arrêter l’examen',
  },

  verdict: {
    title: 'Verdict',
    about: (address) => `Le cas de ${address}`,
    looking: 'Sésame examine le chemin. Cela prend quelques secondes.',
    refreshing: 'Cette page se recharge d’elle-même pendant l’examen.',
    outcomes: { works: 'Tout fonctionne', fault: 'Cause trouvée', unknown: 'Pas certain' },
    sure: (p) =>
      `${p >= 0.9 ? 'Presque certain' : p >= 0.7 ? 'Très probable' : p >= 0.5 ? 'Probable' : p >= 0.3 ? 'Possible' : 'Une piste parmi d’autres'}, ${percent(p)}`,
    leader: (title) => `Le plus probable pour l’instant : ${title}`,
    howSure: 'Certitude',
  },

  because: {
    title: 'Pourquoi',
    against: 'contre',
    for: 'pour',
    none: 'Rien n’a été trouvé qui parle pour ou contre.',
    others: 'Ce que cela pourrait être d’autre',
    runnerUp: 'L’autre piste',
  },

  question: {
    title: 'Une question permettrait de trancher',
    lead: 'Votre réponse change le classement. Répondez avant de modifier quoi que ce soit.',
    sending: 'Prise en compte de votre réponse…',
  },

  guide: {
    title: 'Que faire',
    steps: 'Étapes',
    step: (n) => `Étape ${n}`,
    done: (done, all) => `Fait : ${done} sur ${all}`,
    tick: 'Cochez chaque étape au fur et à mesure : les coches restent après un rechargement.',
    see: 'Vous devriez voir',
    copy: 'Copier',
    copyWhat: (what) => `Copier ${what}`,
    clear: 'Tout décocher',
    avoid: 'À ne pas faire',
    otherwise: 'Si cela ne suffit pas',
    card: 'Réglages',
    cardWhat: 'Réglage',
    cardValue: 'Valeur',
    deadlines: 'Les dates qui comptent',
    letters: 'Lettres prêtes à envoyer',
    sources: 'D’où cela vient',
    checked: (date) => `Faits vérifiés le ${day(date, 'fr-FR')}.`,
    unverified: 'Non vérifié : une partie repose sur des faits que personne n’a pu contrôler à la source.',
    print: 'Imprimer le guide',
    cardAlone: 'Fiche de réglages seule',
    phone: 'Continuer sur le téléphone',
    report: 'Rapport à transmettre',
    more: 'À emporter',
    forWhom: (address, app) => (app === null ? `Pour ${address}` : `Pour ${address} dans ${app}`),
    back: 'Retour au cas',
    printIt: 'Imprimer cette page',
    printHint: 'Imprimez avec votre navigateur : Ctrl+P, ou ⌘P sur un Mac.',
  },

  proof: {
    title: 'Prouver que cela marche',
    lead: 'Une fois les étapes faites, Sésame refait le même chemin et vous envoie un message, pour le voir arriver.',
    leadSound: 'Sésame refait le même chemin et vous envoie un message, pour le voir arriver.',
    go: 'Vérifier la réparation',
    again: 'Vérifier de nouveau',
    touches: 'Un message vous est envoyé par vous-même, attendu, puis supprimé.',
    running: 'Vérification…',
    states: { proved: 'Prouvé : cela remarche', failed: 'Pas encore réparé' },
    before: 'Avant',
    after: 'Après',
    what: 'Étape',
    better: 'mieux',
    same: 'pas mieux',
    table: 'Avant et après, côte à côte',
  },

  trouble: { title: 'L’examen s’est arrêté', why: 'Pourquoi', next: 'Que faire', again: 'Recommencer' },

  letter: {
    to: lettersFr.to,
    subject: 'Objet',
    body: 'Lettre',
    lead: 'Relisez-la avant de l’envoyer : c’est la vôtre. Elle ne contient rien de secret.',
    copySubject: 'Copier l’objet',
    copyBody: 'Copier la lettre',
  },

  report: {
    title: 'Rapport',
    lead: 'À donner à qui vous aide : l’adresse est masquée, les mots de passe et les jetons sont rayés.',
    made: (when, version) => `Établi le ${when} par Sésame ${version}.`,
    save: 'Enregistrer dans un fichier (JSON)',
    told: 'Ce qui a été dit',
    case: 'Le cas',
    address: 'Adresse',
    app: 'Application',
    provider: 'Fournisseur',
    unknown: 'inconnu',
    road: 'Le chemin',
  },

  qr: {
    title: 'Continuer sur le téléphone',
    lead: 'Visez le carré avec l’appareil photo du téléphone : il affiche le texte des étapes. Choisissez de le copier, non de le chercher sur le web.',
    why: 'Le téléphone ne peut pas atteindre cette page, qui n’existe que sur cet ordinateur. Le carré contient donc le texte lui-même, et rien ne passe par un site.',
    alt: 'Code QR qui contient le texte ci-dessous',
    left: (n) =>
      n > 1
        ? `${n} étapes n’ont pas pu y entrer : imprimez le guide pour les avoir toutes.`
        : 'Une étape n’a pas pu y entrer : imprimez le guide pour les avoir toutes.',
    text: 'Le texte qu’il contient',
  },

  history: {
    title: 'Historique',
    lead: 'Les cas passés de cet ordinateur, adresses masquées. Aucun mot de passe n’a jamais été conservé.',
    search: 'Chercher dans les cas passés',
    searchGo: 'Chercher',
    all: 'Tout afficher',
    found: (n, total) => (n === total ? `${n} cas` : `${n} cas sur ${total}`),
    empty: 'Aucun cas pour l’instant',
    begin: 'Nouveau cas',
    emptyLead: 'Ce que Sésame examine sera rangé ici, sur cet ordinateur seulement.',
    nothing: (query) => `Aucun cas ne correspond à « ${query} ».`,
    when: 'Quand',
    address: 'Adresse',
    provider: 'Fournisseur',
    app: 'Application',
    cause: 'Ce qui a été trouvé',
    outcome: 'État',
    actions: 'Supprimer',
    sound: 'Rien à réparer',
    outcomes: { works: 'fonctionne', fault: 'panne trouvée', unknown: 'pas certain' },
    proved: 'réparé, prouvé',
    delete: 'Supprimer',
    deleteYes: 'Oui, supprimer',
    deleteOne: (title, when) => `Supprimer « ${title} » du ${when}`,
    deleteAll: 'Tout supprimer…',
    export: 'Exporter (JSON)',
    unknown: '–',
  },

  deleteAll: {
    title: 'Supprimer tout l’historique ?',
    says: (n) => (n > 1 ? `${n} cas seront supprimés de cet ordinateur.` : 'Un cas sera supprimé de cet ordinateur.'),
    why: 'On ne peut pas revenir en arrière. Rien ne change dans vos boîtes aux lettres.',
    yes: 'Tout supprimer',
    no: 'Tout garder',
  },

  errors: {
    title: 'Cette page ne peut pas être affichée',
    why: 'Pourquoi',
    next: 'Que faire',
    start: 'Aller au début',
    kinds: {
      'not-found': {
        what: 'Il n’y a pas de page à cette adresse.',
        why: 'L’adresse a été mal tapée, ou la page n’existe plus.',
        next: 'Revenez au début et repartez de là.',
      },
      'case-gone': {
        what: 'Ce cas n’est plus ici.',
        why: 'Il a été supprimé, ou Sésame a été relancé depuis.',
        next: 'Cherchez-le dans l’historique, ou ouvrez un nouveau cas.',
      },
      'too-large': {
        what: 'Ce que vous avez envoyé est trop volumineux.',
        why: 'Sésame accepte des textes de quelques pages et des images de 8 Mo au plus, pour que personne ne puisse l’engorger.',
        next: 'Envoyez seulement la phrase de l’erreur, ou une image plus petite.',
      },
      'bad-form': {
        what: 'Le formulaire n’a pas pu être lu.',
        why: 'Il y manque quelque chose, ou il n’a pas la forme attendue.',
        next: 'Revenez en arrière et remplissez-le de nouveau.',
      },
      'expired-link': {
        what: 'Ce lien n’ouvre plus Sésame.',
        why: 'Chaque démarrage crée un nouveau lien secret, pour qu’aucun autre programme ni aucune autre page ne puisse s’en servir.',
        next: 'Allez à la fenêtre où Sésame fonctionne et ouvrez le lien qui y est affiché.',
      },
      'wrong-host': {
        what: 'Sésame ne répond pas sous ce nom.',
        why: 'Sinon, une page venue d’ailleurs pourrait se faire passer pour la vôtre, par un nom qui mène à votre ordinateur.',
        next: 'Ouvrez le lien tel que Sésame l’a affiché : il commence par http://127.0.0.1.',
      },
      'wrong-origin': {
        what: 'Cette demande ne vient pas d’une page de Sésame.',
        why: 'Seules les pages de Sésame peuvent demander un changement : un autre site pourrait sinon agir en votre nom.',
        next: 'Ouvrez la page de Sésame et servez-vous de ses propres boutons.',
      },
      'too-many-runs': {
        what: 'Trop de cas sont examinés en ce moment.',
        why: 'Sésame n’en examine que quelques-uns à la fois, pour que les serveurs ne le prennent pas pour une attaque.',
        next: 'Attendez que l’un d’eux soit terminé, puis renvoyez le formulaire.',
      },
      internal: {
        what: 'Quelque chose s’est cassé dans Sésame.',
        why: 'C’est une faute du programme, non de votre boîte.',
        next: 'Recommencez. Si cela revient, la fenêtre où Sésame fonctionne en dit plus.',
      },
    },
  },
}

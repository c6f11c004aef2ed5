// Les mots de ce qui bouge dans le bureau, en français : eux seuls arrivent au navigateur. Même forme que `desk-live-en.ts`.

import type { LiveText } from './desk-live-en.ts'

export const liveFr: LiveText = {
  case: {
    stopped:
      'Sésame s’est arrêté sur cet ordinateur. Rien de ce que vous voyez n’est perdu ; la page reprendra d’elle-même dès qu’il tournera.',
    back: 'Sésame tourne à nouveau.',
    gone: 'Sésame a été relancé et n’a plus cette recherche. Elle est peut-être dans l’historique ; sinon, recommencez.',
    refused: 'Sésame a été relancé et ne reconnaît plus cette fenêtre. Rouvrez-la par l’adresse qu’il affiche au démarrage.',
    notSent: 'Rien n’a été envoyé : Sésame ne répond pas. Réessayez quand il tournera.',
    notTaken: 'Sésame n’a pas pu prendre cela en compte. Rechargez la page et réessayez.',
  },
  app: {
    unknown: 'Je ne sais pas',
    none: 'Aucune application de ce nom. Vous pouvez laisser ce que vous avez écrit.',
    found: (n) => (n === 1 ? '1 application trouvée' : `${n} applications trouvées`),
    failed: 'La liste des applications n’a pas pu être chargée. Écrivez le nom.',
    list: 'Applications et appareils',
    open: 'Afficher toutes les applications et tous les appareils',
  },
  message: {
    label: (app) => `Ou choisissez parmi les messages de ${app}`,
    anyApp: 'Ou choisissez parmi les messages connus',
    list: 'Messages',
    open: 'Afficher les messages',
    hint: 'Écrivez quelques-uns de ses mots.',
    none: 'Aucun message connu avec ces mots. Recopiez-le tel que vous le voyez.',
    found: (n) => (n === 1 ? '1 message trouvé' : `${n} messages trouvés`),
    taken: 'Le message a été mis dans le champ.',
  },
  picture: {
    label: 'Ou une capture d’écran',
    hint: 'Déposez-la ici, collez-la ou choisissez un fichier. Elle est lue sur cet ordinateur et ne va nulle part ailleurs.',
    choose: 'Choisir une image',
    sending: (name) => `Chargement de ${name}`,
    reading: 'Lecture du texte. Cela prend quelques secondes.',
    cancel: 'Annuler',
    cancelled: 'Annulé.',
    read: 'Texte de l’image',
    correct: 'Corrigez ce qui a été mal lu et effacez le reste avant de l’utiliser.',
    use: 'Utiliser ce texte',
    discard: 'Abandonner',
    used: 'Le texte a été mis dans le champ.',
    pasted: 'l’image collée',
    errors: {
      type: 'Seules les images PNG, JPEG et WebP peuvent être lues.',
      size: 'Cette image dépasse 8 Mo. Recadrez-la sur le message et réessayez.',
      many: 'Une seule image à la fois, s’il vous plaît.',
      empty: 'Aucun texte n’a été trouvé dans cette image. Recopiez le message.',
      slow: 'La lecture a pris trop de temps. Recadrez l’image sur le message et réessayez, ou recopiez-le.',
      busy: 'Une autre image est en cours de lecture. Réessayez dans un instant.',
      stopped: 'Sésame s’est arrêté sur cet ordinateur. Relancez-le, puis choisissez l’image à nouveau.',
      failed: 'Cette image n’a pas pu être lue. Recopiez le message.',
    },
  },
  guide: {
    copied: (what) => `Copié : ${what}`,
    selected: 'Le navigateur ne laisse pas cette page copier. Le texte est sélectionné : appuyez sur Ctrl+C (⌘C sur un Mac).',
    cleared: 'Toutes les cases sont décochées.',
    done: 'Copié',
    progress: (n, all) => `${n} étape${n > 1 ? 's' : ''} sur ${all} ${n > 1 ? 'faites' : 'faite'}`,
    notKept: 'Ce navigateur ne garde rien : les cases seront vides après un rechargement.',
  },
  history: {
    found: (n) => (n === 0 ? 'Aucun cas ne correspond.' : n === 1 ? '1 cas correspond.' : `${n} cas correspondent.`),
  },
}

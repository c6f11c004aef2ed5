// Les mots de `sesame tidy` en français. Même forme que `tidy-en.ts`.

import type { tidyEn } from './tidy-en.ts'

const n = (count: string, one: string, many: string) => `${count}\u00a0${count === '0' || count === '1' ? one : many}`

export const tidyFr: typeof tidyEn = {
  none: (label) => `${label} n’a aucun dossier en double.`,
  heading: (label) => `Dossiers en double dans ${label}`,
  use: {
    sent: 'Messages envoyés',
    drafts: 'Brouillons',
    junk: 'Indésirables',
    trash: 'Corbeille',
    archive: 'Archive',
    all: 'Tous les messages',
    flagged: 'Messages suivis',
    important: 'Messages importants',
    none: 'Selon vous',
  },
  holds: (messages, size, newest) =>
    messages === '0' ? 'vide' : `${n(messages, 'message', 'messages')}, ${size}${newest === null ? '' : `, le plus récent du ${newest}`}`,
  why: {
    flag: (from, keep, langs) =>
      `«\u00a0${from}\u00a0» est un de ses noms${langs === '' ? '' : ` (${langs})`}\u00a0; le serveur, lui, se sert de «\u00a0${keep}\u00a0», et avec lui les applications qui l’interrogent.`,
    name: (from, keep, langs) =>
      `«\u00a0${from}\u00a0» est un de ses noms${langs === '' ? '' : ` (${langs})`}\u00a0; «\u00a0${keep}\u00a0» est celui dont ce fournisseur se sert.`,
    rule: (from, keep) => `«\u00a0${from}\u00a0» va dans «\u00a0${keep}\u00a0», comme vous l’avez dit.`,
  },
  stillUsed: (from, keep) =>
    `Le courrier le plus récent est dans «\u00a0${from}\u00a0»\u00a0: une application l’y range peut-être encore. Réglez-la sur «\u00a0${keep}\u00a0», sinon le dossier reviendra.`,
  emptied: 'Beaucoup de fournisseurs vident ce dossier au bout de quelques semaines\u00a0: ce que vous voulez garder n’y a pas sa place.',
  unclear: (folders, use) =>
    `${folders}\u00a0: chacun peut être le dossier «\u00a0${use}\u00a0», et le serveur ne dit pas lequel compte. Dites-le avec --folder SOURCE=CIBLE.`,
  hindrance: {
    labels:
      'Ici, les dossiers sont des libellés\u00a0: un message en porte plusieurs à la fois. Retirez plutôt l’ancien libellé sur le site du fournisseur\u00a0; rien n’a été changé.',
    'no-uidplus':
      'Ce serveur ne sait pas retirer un message précis (pas d’UIDPLUS)\u00a0: rien ne peut être réuni sans risque. Rien n’a été changé.',
  },
  how: 'Chaque message est copié sur le serveur, relu là où il est arrivé, et seulement ensuite retiré de l’ancien dossier. Les doublons exacts restent aussi nombreux.',
  question: 'Les réunir maintenant\u00a0?',
  dryRun: 'Rien n’a été changé. Pour réunir\u00a0: la même commande avec --merge.',
  needsYes: 'Personne ne peut répondre ici. Pour réunir sans question, ajoutez --yes.',
  removeQuestion: (folder) => `«\u00a0${folder}\u00a0» est vide à présent. Le supprimer\u00a0?`,
  progress: (folder, done, total) => `${folder}\u00a0: ${done} sur ${total}`,
  moved: (messages, from, keep) =>
    `${n(messages, 'message', 'messages')} de «\u00a0${from}\u00a0» ${messages === '0' || messages === '1' ? 'est' : 'sont'} dans «\u00a0${keep}\u00a0», prouvé par le contenu.`,
  stayed: {
    unreadable: (count) => `${n(count, 'message est resté', 'messages sont restés')}\u00a0: le serveur n’en donne pas les octets.`,
    changed: (count) => `${n(count, 'message est resté', 'messages sont restés')}\u00a0: la copie n’est pas la même, octet pour octet.`,
    date: (count) => `${n(count, 'message est resté', 'messages sont restés')}\u00a0: la copie a une autre date.`,
    marks: (count) => `${n(count, 'message est resté', 'messages sont restés')}\u00a0: la copie ne garde pas toutes les marques.`,
    'not-found': (count) => `${n(count, 'message est resté', 'messages sont restés')}\u00a0: la copie n’a pas été retrouvée.`,
  },
  folder: {
    removed: (folder) => `«\u00a0${folder}\u00a0» était vide, il est supprimé.`,
    kept: (folder) => `«\u00a0${folder}\u00a0» est vide et reste.`,
    'holds-others': (folder) => `«\u00a0${folder}\u00a0» est vide et reste, car il contient d’autres dossiers.`,
    'not-empty': (folder, left) => `«\u00a0${folder}\u00a0» reste\u00a0: il contient ${n(left, 'message', 'messages')}.`,
    refused: (folder, _, said) => `«\u00a0${folder}\u00a0» est vide\u00a0; le serveur ne le supprime pas\u00a0: ${said}`,
  },
  again: 'La même commande reprend là où celle-ci s’est arrêtée.',
}

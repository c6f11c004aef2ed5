// Ce qui peut arrêter `sesame collect` : ce qui s’est passé, et que faire.

import type { collectErrorsEn } from './collect-errors-en.ts'

export const collectErrorsFr: typeof collectErrorsEn = {
  'collection-unknown': (a) => ({
    what: `Aucune collecte ne s’appelle « ${a.name} ».`,
    next: 'Voyez celles qui existent : sesame collect list.',
  }),
  'collection-exists': (a) => ({
    what: `Une collecte s’appelle déjà « ${a.name} ». Rien n’a été changé.`,
    next: `Choisissez un autre nom avec --label, ou retirez d’abord celle-là : sesame collect remove ${a.name}.`,
  }),
  'collection-running': (a) => ({
    what: `La collecte « ${a.name} » est déjà en cours, dans une autre fenêtre ou par un service.`,
    next: 'Laissez-la continuer, ou arrêtez-la là-bas avec Ctrl-C. Ce qu’elle fait : sesame collect status.',
  }),
  'collection-pop3-junk': (a) => ({
    what: `Par POP, le dossier des indésirables de ${a.from} est invisible : POP ne connaît que la boîte de réception. Rien n’a été mis en place.`,
    next: 'Collectez par IMAP (sans --protocol pop3), ou retirez --junk et regardez de temps en temps les indésirables chez le fournisseur.',
  }),
  'collection-server': (a) => ({
    what: `« ${a.text} » n’est pas une boîte sur un serveur. La collecte va d’une boîte par IMAP ou POP vers une boîte par IMAP.`,
    next: 'Nommez une adresse, ou imaps://NOM@HÔTE. Pour des fichiers, il y a sesame copy et sesame backup.',
  }),
}

// Les mots de `sesame vault` en français.

import { generateFr } from './generate-fr.ts'
import type { Moment } from './moment.ts'
import { moment } from './moment.ts'
import type { vaultEn } from './vault-en.ts'
import { vaultTransferFr } from './vault-transfer-fr.ts'

const when = (at: Moment) => moment(at, 'fr-FR')

export const vaultFr: typeof vaultEn = {
  transfer: vaultTransferFr,
  generate: generateFr,
  sort: {
    password: 'mot de passe',
    'app-password': 'mot de passe d’application',
    oauth: 'connexion',
    'oauth-client': 'programme enregistré',
    bridge: 'mot de passe du pont',
    key: 'clé',
    note: 'note',
  },
  column: { name: 'Nom', title: 'Titre', sort: 'Sorte', changed: 'Modifié', due: 'À changer' },
  ask: 'Phrase secrète du coffre',
  askAgain: 'Ce n’est pas elle. Phrase secrète du coffre',
  askOld: 'Phrase secrète actuelle',
  askNew: 'Nouvelle phrase secrète (Entrée seule : une est faite pour vous)',
  askNewPlain: 'Nouvelle phrase secrète',
  askRecovery: 'Phrase secrète de secours (Entrée seule : aucune)',
  askRepeat: 'La même encore une fois',
  askKdbx: 'Phrase secrète du fichier KeePass',
  askValue: (name) => `Ce qui est à garder sous le nom ${name}`,
  adviseNew: 'Quatre mots ou plus, sans rapport entre eux, se retiennent bien et se devinent mal. Personne ne pourra vous la redonner.',
  adviseRecovery:
    'Votre trousseau ouvre le coffre. Une phrase de secours l’ouvre aussi quand le trousseau est perdu, ou le disque dans un autre ordinateur.',
  tooShort: (least) => `Moins de ${least} caractères se devinent vite quand on a le fichier. Quelques mots valent mieux.`,
  atLeast: (n) => `${n} caractères ou plus`,
  short: 'C’est plutôt court. Elle est acceptée ; quelques mots garderaient mieux le coffre.',
  differ: 'Les deux ne sont pas pareilles. Encore une fois.',
  made: 'Votre phrase secrète, montrée cette seule fois. Notez-la là où personne d’autre ne regarde :',
  typeMade: 'Tapez-la, pour être sûr de l’avoir',
  init: {
    keyring: (file) => `Votre coffre est prêt : ${file}. Le trousseau de ce système l’ouvre.`,
    both: (file) => `Votre coffre est prêt : ${file}. Le trousseau de ce système l’ouvre, la phrase secrète aussi.`,
    passphrase: (file) => `Votre coffre est prêt : ${file}. La phrase secrète l’ouvre.`,
    kdbx: (file) => `Votre coffre est le fichier KeePass ${file}. Sa phrase secrète l’ouvre, ici et dans KeePass.`,
    noKeyring: 'Il n’y a pas de trousseau ici : le coffre reçoit une phrase secrète.',
    next: 'Gardez-y quelque chose : sesame vault add NOM. Déverrouillez-le pour un moment : sesame vault unlock.',
  },
  empty: 'Le coffre est vide.',
  count: (n) => (n < 2 ? `${n} entrée` : `${n} entrées`),
  confirmShow: (name) => `Montrer ${name} sur cet écran ?`,
  needsYesShow: 'Un secret ne se montre qu’après un oui. Ici personne ne peut répondre : ajoutez --yes.',
  shown: 'Il a été montré sur cet écran. Effacez l’écran quand vous avez fini ; les lignes qui ont défilé comptent aussi.',
  confirmReplace: (name) => `Le coffre garde déjà quelque chose sous le nom ${name}. Mettre le nouveau à sa place ?`,
  needsYesReplace: (name) => `Le coffre garde déjà quelque chose sous le nom ${name}. Pour mettre le nouveau à sa place, ajoutez --yes.`,
  kept: (name) => `Gardé : ${name}.`,
  confirmRemove: (name) => `Enlever ${name} du coffre ? On ne pourra pas revenir en arrière.`,
  needsYesRemove: (name) => `Pour enlever ${name} sans question, ajoutez --yes.`,
  removed: (name) => `Enlevé : ${name}. La copie de secours l’a encore jusqu’au prochain changement.`,
  untouched: 'Rien n’a été modifié.',
  yesNo: '[o/N]',
  yes: /^(o(ui)?|y(es)?)$/i,
  passphraseChanged: 'La phrase secrète est changée. L’ancienne n’ouvre plus ni le coffre ni sa copie de secours.',
  unlocked: (minutes) =>
    `Déverrouillé pour vos commandes sur cette machine, jusqu’à ${minutes === 1 ? 'une minute' : `${minutes} minutes`} sans usage. Le verrouiller tout de suite : sesame vault lock.`,
  locked: 'Verrouillé : la clé est oubliée.',
  wasLocked: 'Il n’était pas déverrouillé.',
  lockedKeyring: 'Le trousseau de ce système ouvre toujours le coffre ; verrouillez-le dans votre bureau.',
  restored: (n) => `La copie de secours est redevenue le coffre : ${n < 2 ? `${n} entrée` : `${n} entrées`}.`,
  aside: (file) => `Le fichier abîmé est gardé sous le nom ${file}.`,
  swapped: 'Ce qui était le coffre est maintenant la copie de secours : la même commande le reprend.',
  status: {
    file: 'Fichier',
    format: 'Format',
    formats: { sesame: 'coffre de Sésame', kdbx: 'KeePass (KDBX)' },
    opens: 'Ouvert par',
    ways: { keyring: 'le trousseau de ce système', passphrase: 'une phrase secrète' },
    and: ' et ',
    now: 'En ce moment',
    open: 'ouvert : aucune commande ne demande de phrase secrète',
    until: (at) => `ouvert, jusqu’au ${when(at)} si personne ne s’en sert avant`,
    locked: 'verrouillé',
    entries: 'Entrées',
    backup: 'Copie de secours',
    backupAt: (at) => `du ${when(at)}`,
    noBackup: 'pas encore : elle vient avec le premier changement',
  },
}

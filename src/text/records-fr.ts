// Les mots des fiches, des échéances et des listes en français.

import { recordLabelsFr } from './record-labels-fr.ts'
import type { RecordsText } from './records-en.ts'
import { when } from './when.ts'

const date = (iso: string) => when(iso.slice(0, 10), 'fr-FR')
/** En français, zéro est un singulier. */
const s = (n: number, one: string, many = `${one}s`) => `${n} ${Math.abs(n) < 2 ? one : many}`

export const recordsFr: RecordsText = {
  ...recordLabelsFr,
  date,
  within: (days) => (days === 0 ? 'aujourd’hui' : days > 0 ? `dans ${s(days, 'jour')}` : `il y a ${s(-days, 'jour')}`),
  sheets: (found, all) => (found === all ? s(all, 'fiche') : `${found} sur ${s(all, 'fiche')}`),
  noSheets: 'Il n’y a pas encore de fiche. Créez-en une : sesame sheet new ADRESSE.',
  nothingFound: 'Aucune fiche ne contient tous ces mots.',
  made: (address) => `La fiche de ${address} est créée.`,
  changed: (address, version) => `La fiche de ${address} est modifiée (version ${version}).`,
  unchanged: (address) => `Rien n’a changé sur la fiche de ${address}.`,
  removed: (address) => `La fiche de ${address} est retirée. Ce qui est écrit dans son historique reste : sesame sheet history ${address}.`,
  sureToRemove: (address) => `Retirer la fiche de ${address} ?`,
  notRemoved: 'Rien n’a été retiré. Ajoutez --yes là où personne ne peut répondre.',
  filled: (address, fields) =>
    fields === 0
      ? `Le docteur n’avait rien de nouveau pour la fiche de ${address}.`
      : `Le docteur a rempli ${s(fields, 'champ')} de la fiche de ${address}.`,
  from: { doctor: 'd’après le docteur', history: 'd’après un cas passé', import: 'importé' },
  domainOrigin: 'd’après le domaine',
  faults: {
    missing: 'il manque',
    'unknown-key': 'ce champ n’existe pas',
    'not-text': 'un texte est attendu',
    'not-list': 'une liste est attendue',
    'not-map': 'des champs avec leurs valeurs sont attendus',
    'not-number': 'un nombre entier est attendu',
    choice: 'ce n’est pas une valeur possible',
    day: 'un jour comme 2026-12-31 est attendu',
    'too-long': 'c’est trop long',
    'too-many': 'il y en a trop',
    twice: 'ce nom s’y trouve deux fois',
    secret: 'cela ressemble à un mot de passe ou à un code ; écrivez où il est rangé, pas le secret lui-même',
    address: 'ce n’est pas une adresse e-mail',
  },
  couldBe: (allowed) => `possible : ${allowed}`,
  advice: {
    overdue: (name, days) => `« ${name} » est en retard de ${s(days, 'jour')}.`,
    limit: (count, max) =>
      count >= max
        ? `${count} mots de passe d’application sur ${max} au plus : le fournisseur n’en crée plus tant qu’aucun n’est révoqué.`
        : `${count} mots de passe d’application sur ${max} au plus : révoquez ceux que personne n’utilise.`,
    shared: (device, app, labels) =>
      `${device}${app === null ? '' : ` (${app})`} a plusieurs mots de passe d’application : ${labels}. Un seul suffit ; révoquez les autres, pour pouvoir exclure seulement un appareil perdu.`,
    useless: (provider) =>
      `Aucun serveur de messagerie de ${provider} n’accepte plus de mot de passe d’application : connectez-vous par la fenêtre du fournisseur.`,
    lost: (device) => `${device} est perdu et a encore un mot de passe d’application : sesame sheet lost-device "${device}".`,
    secondAdmin: 'Personne n’est désigné pour prendre le relais : second-admin=NOM.',
    owner: 'Personne n’est désigné comme titulaire : owners=NOM.',
    factor:
      'Les mots de passe d’application exigent l’authentification à deux facteurs, et aucun second facteur n’est sur cette fiche : sesame sheet factor add.',
    spare: 'Personne n’a noté où sont rangés les codes de secours.',
  },
  appPassword: {
    none: 'Aucun mot de passe d’application n’est inscrit.',
    where: (path) => `Création et révocation : ${path}`,
    revokeAt: 'Révoquez-le maintenant aussi chez le fournisseur :',
    max: (n, max) => `${n} en service sur ${max} au plus.`,
    diesWith: (what) => `Tous meurent avec : ${what}.`,
    killedBy: {
      'password-change': 'un changement du mot de passe principal',
      revoked: 'une révocation',
      'two-factor-off': 'l’arrêt de l’authentification à deux facteurs',
      inactivity: 'une longue inutilisation',
    },
  },
  passwordChange: {
    title: (address) => `Quand le mot de passe principal de ${address} change`,
    appPasswords: {
      die: (n) =>
        n === 0
          ? 'Les mots de passe d’application meurent avec lui ; aucun n’est inscrit.'
          : `${n} ${n < 2 ? 'mot de passe d’application mourra' : 'mots de passe d’application mourront'} :`,
      stay: () => 'Les mots de passe d’application restent valables chez ce fournisseur.',
      unknown: (n) =>
        n === 0
          ? 'Aucun mot de passe d’application n’est inscrit.'
          : `On ne sait pas si les mots de passe d’application y survivent ici ; comptez que ${n < 2 ? 'celui-ci mourra' : 'ceux-ci mourront'} :`,
    },
    signIns: {
      die: 'Les connexions d’applications (OAuth) prennent fin avec lui.',
      stay: 'Les connexions d’applications (OAuth) continuent.',
      unknown: 'On ne sait pas, pour ce fournisseur, si les connexions d’applications (OAuth) prennent fin avec lui.',
    },
    order: 'Ce qui s’arrêtera, dans l’ordre où le réparer',
    goesOn: 'Ce qui continue',
    nothing: 'Aucun appareil n’est sur cette fiche : sesame sheet device add.',
    perhaps: 'peut-être',
    first: 'réessaie tout seul : l’arrêter d’abord, sinon il peut bloquer le compte',
    mend: {
      'type-new-password': 'taper le nouveau mot de passe',
      'new-app-password': 'créer un nouveau mot de passe d’application',
      'sign-in-again': 'se reconnecter',
      look: 'regarder comment il se connecte',
    },
    walk: (id) => `La liste à suivre : sesame checklist show ${id}`,
    offer: (address) => `Pour la suivre avec une liste : sesame sheet before-password-change ${address} --checklist`,
    item: {
      'type-new-password': (device, address) => `Sur ${device} : taper le nouveau mot de passe de ${address}.`,
      'new-app-password': (device, address) => `Pour ${device} : créer un nouveau mot de passe d’application de ${address} et l’y taper.`,
      'sign-in-again': (device, address) => `Sur ${device} : se reconnecter à ${address}.`,
      look: (device, address) => `Sur ${device} : voir si ${address} fonctionne encore, et noter comment il se connecte.`,
    },
  },
  lost: {
    title: (device) => `${device} est perdu`,
    resumed: 'On reprend là où vous vous êtes arrêté.',
    found: (device, sheets) => `${device} est sur ${s(sheets, 'fiche')} ; il y est marqué comme perdu.`,
    revoke: (label, address) => `Révoquer le mot de passe d’application « ${label} » de ${address}.`,
    revokeUnlisted: (device, address) =>
      `Révoquer, chez le fournisseur de ${address}, le mot de passe d’application de l’appareil « ${device} » : aucun registre d’ici ne le connaît.`,
    signOut: (app, address) => `Retirer à ${app} l’autorisation de lire ${address}, ou fermer sa session.`,
    changePassword: (address) => `Changer le mot de passe principal de ${address} : l’appareil l’avait.`,
    changePasswordWhy:
      'Pour cette seule raison : là où il avait un mot de passe d’application ou se connectait par le fournisseur, un changement n’est pas nécessaire.',
    factor: (name, address) => `Retirer « ${name} » des seconds facteurs de ${address}, après en avoir ajouté un autre.`,
    factorSpare: (where) => `Codes de secours : ${where}.`,
    ask: (n, of) => `${n}/${of}`,
    done: 'C’est fait',
    later: 'Plus tard',
    notNeeded: 'Inutile',
    stopped: (command) => `Arrêté ; rien n’est perdu. Pour continuer : ${command}`,
    report: 'Compte rendu',
    allDone: 'Tout est fait.',
    left: (n) => `Il reste ${s(n, 'point')}.`,
    noPasswordChange: 'Aucun mot de passe principal n’est à changer : l’appareil n’en avait pas.',
  },
  due: {
    none: (until) => `Aucune échéance jusqu’au ${until}.`,
    overdue: 'En retard',
    coming: (until) => `Jusqu’au ${until}`,
    kind: {
      secret: 'à changer',
      'app-password': 'à refaire',
      'sign-in': 'se reconnecter',
      policy: 'changement chez le fournisseur',
      checklist: 'à faire',
    },
    touches: (n, first) => (n === 1 ? first : `${s(n, 'boîte')} : ${first}`),
    done: (name, address, next) =>
      next === null ? `« ${name} » de ${address} est fait.` : `« ${name} » de ${address} est fait ; prochaine fois le ${next}.`,
    how: 'Quand c’est fait : sesame due --done ADRESSE NOM.',
    calendar: 'Boîtes aux lettres : échéances',
    wrote: (file, n) =>
      `${s(n, 'date')} dans ${file}. Vous pouvez l’importer de nouveau dans un agenda quand vous voulez : les dates y gardent leur place.`,
    summary: (kind, name, about) => `${about} : ${kind} (${name})`,
  },
  checklist: {
    made: (id, items) => `La liste ${id} est créée, avec ${s(items, 'point')}.`,
    none: 'Il n’y a pas de liste en cours. Créez-en une : sesame checklist new MODÈLE.',
    open: (open, items) => (open === 0 ? 'tout est fait' : `${open} sur ${items} à faire`),
    states: { open: 'à faire', done: 'fait', 'not-needed': 'inutile' },
    marked: (item, state) => `${item} : ${state}.`,
    by: (who, at) => `${who}, ${date(at)}`,
    finished: (title) => `${title} : tout est fait.`,
    next: (id, item) => `Ensuite : ${item}. Quand c’est fait : sesame checklist done ${id} ${item}`,
  },
  history: {
    kinds: {
      created: 'créée',
      changed: 'modifiée',
      removed: 'retirée',
      filled: 'remplie par le docteur',
      imported: 'importée',
      'checklist-created': 'liste créée',
      'checklist-changed': 'liste modifiée',
      'checklist-removed': 'liste retirée',
    },
    none: 'Il n’y a pas encore d’historique.',
    intact: (events) => `L’historique est intact : ${s(events, 'événement')}, chacun scellé avec le précédent.`,
    head: (hash) =>
      `Son sceau aujourd’hui : ${hash}\nNotez-le ailleurs ; sesame sheet history --check SCEAU prouvera plus tard que rien de ce qui le précède n’a été touché.`,
    expected: (found) =>
      found ? 'Le sceau que vous aviez noté y est.' : 'Le sceau que vous aviez noté n’y est pas : l’historique a été coupé ou remplacé.',
    broken: 'L’historique a été falsifié ou abîmé :',
    event: (seq, subject) => `l’événement ${seq} (${subject}) n’est pas tel qu’il a été écrit`,
    state: (subject) => `${subject} n’est pas ce que son dernier événement a laissé`,
  },
  transfer: {
    exported: (n, file) => `${s(n, 'fiche')} dans ${file}.`,
    read: (rows, encoding, delimiter) => `${s(rows, 'ligne')} lues (${encoding}, séparées par des ${delimiter}).`,
    delimiters: { ',': 'virgules', ';': 'points-virgules', '\t': 'tabulations', '|': 'barres' },
    dry: 'Simple répétition : rien n’a été écrit.',
    columns: 'Colonnes',
    toNotes: 'dans les notes',
    notRead: 'non lue : elle contient des secrets. Mettez-les au coffre : sesame vault import',
    made: (n) => `${s(n, 'fiche créée', 'fiches créées')}`,
    updated: (n) => `${s(n, 'fiche complétée', 'fiches complétées')}`,
    unchanged: (n) => `${s(n, 'fiche avait', 'fiches avaient')} déjà tout cela`,
    joined: (n) => `${s(n, 'ligne jointe', 'lignes jointes')} à une autre de la même adresse`,
    duplicates: (n) => `${s(n, 'ligne identique', 'lignes identiques')} à une autre`,
    rejected: (n) => `${s(n, 'ligne non reprise', 'lignes non reprises')}`,
    rejectedTo: (file) => `Les lignes non reprises sont dans ${file}, chacune avec sa raison : corrigez-les et importez ce fichier.`,
    row: (row, line) => `ligne ${row} du tableau${line === row ? '' : ` (ligne ${line} du fichier)`}`,
    why: {
      'no-address': 'pas d’adresse',
      exists: 'il y a déjà une fiche ; ajoutez --update pour la compléter',
      contradicts: (field, row) => `${field} n’est pas le même qu’à la ligne ${row}`,
      columns: 'elle a plus de cellules que le tableau n’a de colonnes',
    },
    noAddressColumn:
      'aucune colonne ne contient d’adresses ; la première ligne doit nommer les colonnes (adresse, propriétaire, fournisseur...)',
    empty: 'il est vide',
    tooBig: (most) => `il dépasse ${most}`,
    unreadable: 'le tableau ne peut pas être lu à partir d’ici : un guillemet n’est pas fermé',
    why_column: 'raison',
  },
  page: {
    title: 'Fiches de comptes',
    printed: (day) => `État au ${day}. Aucun secret n’est sur cette page : seulement l’endroit où chacun est rangé.`,
  },
}

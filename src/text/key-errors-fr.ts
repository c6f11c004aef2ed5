// Ce qui peut mal tourner avec les clés et les fiches, en français : chaque phrase dit ce qui s’est passé et quoi faire ensuite.

import type { keyErrorsEn } from './key-errors-en.ts'

export const keyErrorsFr: typeof keyErrorsEn = {
  'vault-missing': (a) => ({ what: `Il n’y a pas encore de coffre dans ${a.folder}.`, next: 'Créez-en un : sesame vault init.' }),
  'vault-exists': (a) => ({
    what: `Il y a déjà un coffre : ${a.file}. Rien n’a été modifié.`,
    next: 'Voyez ce qu’il garde : sesame vault list.',
  }),
  'vault-locked': () => ({
    what: 'Le coffre est verrouillé, et il n’y a personne ici à qui demander sa phrase secrète.',
    next: 'Lancez sesame vault unlock dans un terminal, ou indiquez dans SESAME_VAULT_PASSPHRASE_FILE un fichier qui contient la phrase secrète.',
  }),
  'vault-passphrase': () => ({
    what: 'Ce n’est pas la phrase secrète de ce coffre. Rien n’a été modifié.',
    next: 'Essayez encore : les majuscules et les espaces comptent.',
  }),
  'vault-damaged': (a) => ({
    what: `Le fichier du coffre ${a.file} est abîmé : ${a.why}. Rien n’a été modifié.`,
    next: `Le dernier bon exemplaire est gardé à côté : ${a.backup}. Reprenez-le avec sesame vault restore.`,
  }),
  'vault-newer': (a) => ({
    what: `Le coffre ${a.file} a été écrit par un Sésame plus récent.`,
    next: 'Mettez Sésame à jour sur cette machine.',
  }),
  'vault-unwritable': (a) => ({
    what: `Le coffre ${a.file} ne peut pas être écrit (${a.why}). Ce qu’il contenait est intact.`,
    next: 'Libérez de la place ou vérifiez les droits de son dossier, puis recommencez.',
  }),
  'vault-readable': (a) => ({
    what: `D’autres personnes sur cette machine peuvent lire ${a.file}, qui contient un secret.`,
    next: `Fermez-le : chmod 600 ${a.file}`,
  }),
  'vault-entry-unknown': (a) => ({
    what: `Le coffre ne garde rien sous le nom « ${a.name} ».`,
    next: 'Voyez les noms : sesame vault list.',
  }),
  'keyring-unavailable': (a) => ({
    what: `Ce système n’offre pas de trousseau de clés (${a.why}).`,
    next: 'Prenez plutôt une phrase secrète : sesame vault init --passphrase.',
  }),
  'lock-busy': (a) => ({
    what: `Un autre Sésame est en train d’écrire ${a.file} et n’a pas fini à temps.`,
    next: 'Attendez un instant et recommencez.',
  }),
  'import-invalid': (a) => ({
    what: `${a.file} ne se lit pas comme ${a.format} : ${a.why}. Rien n’a été importé.`,
    next: 'Vérifiez que c’est le bon fichier, et son format avec --format.',
  }),
  'import-passphrase': (a) => ({
    what: `${a.file} ne s’ouvre pas avec ce mot de passe. Rien n’a été importé.`,
    next: 'Essayez encore avec le mot de passe de ce fichier.',
  }),
  'oauth-closed': (a) => ({
    what: `${a.provider} n’accorde plus à un nouveau programme de connexion au courrier.`,
    next: a.instead ? String(a.instead) : `Voyez ce qui ouvre ses boîtes : sesame provider ${a.id}.`,
  }),
  'oauth-unknown': (a) => ({
    what: `On ne connaît pas de connexion par OAuth pour ${a.address}.`,
    next: 'Si son serveur en offre une, nommez-la : sesame login ADRESSE --issuer https://… --client-id ….',
  }),
  'oauth-no-client': (a) => ({
    what: `Personne n’a encore enregistré Sésame chez ${a.provider} pour vous : il n’emprunte l’identité d’aucun autre programme.`,
    next: `Faites le vôtre en quelques minutes : sesame login ${a.address} --register.`,
  }),
  'oauth-clients-invalid': (a) => ({
    what: `La liste d’identifiants client de ${a.file} est inutilisable : ${a.why}.`,
    next: 'Corrigez cette ligne, ou enlevez-la et enregistrez à nouveau avec sesame login --register.',
  }),
  'oauth-flow-unavailable': (a) => ({
    what: `${a.provider} ne donne pas accès au courrier par cette voie (${a.flow}).`,
    next: `Prenez-en une autre : ${a.others}.`,
  }),
  'sign-in-unknown': (a) => ({
    what: `Aucune connexion n’est gardée pour ${a.address}.`,
    next: `Connectez-vous d’abord : sesame login ${a.address}.`,
  }),
  'sheet-unknown': (a) => ({
    what: `Il n’y a pas de fiche pour « ${a.name} ».`,
    next: a.near ? `Vouliez-vous dire : ${a.near} ?` : `Créez-la : sesame sheet new ${a.name}.`,
  }),
  'sheet-exists': (a) => ({
    what: `Il y a déjà une fiche pour ${a.name}. Rien n’a été modifié.`,
    next: `Voyez-la : sesame sheet show ${a.name}.`,
  }),
  'record-invalid': (a) => ({
    what: `${a.field} ne peut pas être « ${a.value} ».`,
    next: a.allowed ? `Valeurs possibles : ${a.allowed}.` : 'Voyez les exemples : sesame sheet --help.',
  }),
  'record-unknown': (a) => ({
    what: `La fiche de ${a.sheet} n’a pas de ${a.kind} « ${a.name} ».`,
    next: `Voyez ce qu’elle contient : sesame sheet show ${a.sheet}.`,
  }),
}

// Ce qui peut mal tourner avec les clés et les fiches, en français : chaque phrase dit ce qui s’est passé et quoi faire ensuite.

import type { keyErrorsEn } from './key-errors-en.ts'
import { recordsFr } from './records-fr.ts'
import { vaultTransferFr } from './vault-transfer-fr.ts'

/** Pourquoi un coffre ne se lit pas, quand c’est plus que ce que dit le système. */
const DAMAGE: Readonly<Record<string, string>> = {
  empty: 'il est vide',
  gone: 'il a disparu',
  'cut-short': 'sa fin manque',
  changed: 'ses octets ne sont pas ceux qui ont été écrits',
  'not-a-vault': 'il ne contient pas de coffre',
  'not-kdbx': 'ce n’est pas un fichier KeePass',
  'old-kdb': 'c’est un fichier KeePass 1, que seul KeePass peut mettre à jour',
  'too-large': 'il est bien trop gros',
  costly: 'il demande plus de mémoire ou de temps qu’aucun coffre',
  damaged: 'son contenu est brisé',
  newer: 'il a été écrit par un KeePass plus récent',
}
const RING: Readonly<Record<string, string>> = {
  'D-Bus': 'aucun service de trousseau ne répond dans cette session',
  timeout: 'il n’a pas répondu à temps',
  empty: 'il n’a plus la clé de ce coffre',
  'other-key': 'il a une autre clé que celle de ce coffre',
  forgetful: 'il ne rend pas ce qu’on lui confie',
}
const DISK: Readonly<Record<string, string>> = {
  ENOSPC: 'le disque est plein',
  EDQUOT: 'votre part du disque est épuisée',
  EFBIG: 'les fichiers ne peuvent pas y grandir autant',
  EROFS: 'le disque ne peut qu’être lu',
  EACCES: 'vous n’avez pas le droit d’y écrire',
  EPERM: 'vous n’avez pas le droit d’y écrire',
}

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
    what: `Le fichier du coffre ${a.file} est abîmé : ${DAMAGE[a.why as string] ?? vaultTransferFr.importWhy(String(a.why))}. Rien n’a été modifié.`,
    next: `Le dernier bon exemplaire est gardé à côté : ${a.backup}. Reprenez-le avec sesame vault restore.`,
  }),
  'vault-newer': (a) => ({
    what: `Le coffre ${a.file} a été écrit par un Sésame plus récent.`,
    next: 'Mettez Sésame à jour sur cette machine.',
  }),
  'vault-unwritable': (a) => ({
    what: `Le coffre ${a.file} ne peut pas être écrit : ${DISK[a.why as string] ?? a.why}. Ce qu’il contenait est intact.`,
    next: 'Libérez de la place ou vérifiez les droits de son dossier, puis recommencez.',
  }),
  'vault-readable': (a) => ({
    what: `D’autres personnes sur cette machine peuvent lire ${a.file}, qui contient un secret.`,
    next: `Fermez-le : chmod go= ${a.file}`,
  }),
  'vault-entry-unknown': (a) => ({
    what: `Le coffre ne garde rien sous le nom « ${a.name} ».`,
    next: 'Voyez les noms : sesame vault list.',
  }),
  'keyring-unavailable': (a) => ({
    what: `Le trousseau de ce système n’aide pas : ${RING[a.why as string] ?? a.why}.`,
    next: 'Déverrouillez votre trousseau, ou ouvrez votre session de bureau. Un nouveau coffre peut aussi avoir une phrase secrète : sesame vault init --passphrase.',
  }),
  'lock-busy': (a) => ({
    what: `Un autre Sésame est en train d’écrire ${a.file} et n’a pas fini à temps.`,
    next: 'Attendez un instant et recommencez.',
  }),
  'import-invalid': (a) => ({
    what: `${a.file} ne se lit pas comme ${a.format} : ${vaultTransferFr.importWhy(String(a.why))}. Rien n’a été importé.`,
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
  'oauth-redirect-taken': (a) => ({
    what: a.port
      ? `Le port ${a.port} de cet ordinateur, où devait arriver la réponse de la connexion, est inutilisable (${a.why}).`
      : `Aucun port de cet ordinateur n’est utilisable pour la réponse de la connexion (${a.why}).`,
    next: 'Fermez l’autre programme qui écoute là, ou connectez-vous avec un code : --flow device.',
  }),
  'oauth-key-invalid': (a) => ({
    what: `${a.file} ne peut pas servir à signer : il faut une clé privée PEM (RSA, ou EC sur P-256) qui corresponde au certificat.`,
    next: 'Refaites la paire, enregistrez son certificat chez le fournisseur, et donnez les deux fichiers.',
  }),
  'oauth-issuer-unread': (a) => ({
    what: `${a.issuer} ne dit pas comment on s’y connecte (${a.why}).`,
    next: 'Vérifiez l’adresse : elle commence par https:// et s’écrit exactement comme son exploitant la donne.',
  }),
  'sign-in-unknown': (a) => ({
    what: `Aucune connexion n’est gardée pour ${a.address}.`,
    next: `Celles qui sont gardées : sesame login --list. Pour en faire une : sesame login ${a.address}.`,
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
    what: a.why
      ? `${a.field} : ${(recordsFr.faults as Readonly<Record<string, string>>)[a.why] ?? a.why}.`
      : `${a.field} ne peut pas être « ${a.value} ».`,
    next: a.allowed ? `Valeurs possibles : ${a.allowed}.` : 'Voyez les exemples : sesame sheet --help.',
  }),
  'record-unknown': (a) => ({
    what: `La fiche de ${a.sheet} n’a pas de ${a.kind} « ${a.name} ».`,
    next: `Voyez ce qu’elle contient : sesame sheet show ${a.sheet}.`,
  }),
  'record-secret': (a) => ({
    what: `Ce qui est donné pour ${a.field} ressemble à un mot de passe ou à un code. Rien n’en a été écrit : les fiches ne gardent que des références.`,
    next: 'Mettez le secret au coffre (sesame vault) et écrivez ici le nom de son entrée, ou l’endroit où il est rangé.',
  }),
  'record-conflict': (a) => ({
    what: `La fiche de ${a.sheet} a été modifiée entre-temps (${a.at}). Rien n’a été écrasé.`,
    next: `Relisez-la et refaites votre modification : sesame sheet show ${a.sheet}.`,
  }),
  'record-twice': (a) => ({
    what: `La fiche de ${a.sheet} a déjà « ${a.name} ». Rien n’a été modifié.`,
    next: 'Choisissez un autre nom, ou modifiez celui qui existe.',
  }),
  'record-file': (a) => ({
    what: `${a.file}${a.line ? `:${a.line}` : ''} : ${a.why}. Rien n’a été modifié.`,
    next: 'Corrigez cet endroit et recommencez.',
  }),
  'checklist-unknown': (a) => ({
    what: `Il n’y a pas de liste « ${a.name} ».`,
    next: a.near ? `Vouliez-vous dire : ${a.near} ?` : 'Voir celles qui existent : sesame checklist list --all.',
  }),
  'template-unknown': (a) => ({
    what: `Il n’y a pas de modèle de liste « ${a.name} ».`,
    next: a.near ? `Vouliez-vous dire : ${a.near} ?` : 'Voir ceux qui existent : sesame checklist templates. Le vôtre : --file FICHIER.',
  }),
  'app-password-there': (a) => ({
    what: `${a.device} a déjà un mot de passe d’application (« ${a.label} ») sur la fiche de ${a.sheet}. Rien n’a été modifié : un par appareil ou application, pour pouvoir révoquer seulement celui qui est perdu.`,
    next: 'Si le nouveau le remplace, ajoutez --replace ; pour une autre application de cet appareil, nommez-la avec --app.',
  }),
  'record-ambiguous': (a) => ({
    what: `Les cas passés sont gardés avec une adresse masquée, et une autre fiche a la même forme masquée que ${a.sheet}. Rien n’a été modifié.`,
    next: 'Nommez le cas : --case ID. Son identifiant est dans l’historique de la page (sesame web).',
  }),
  'device-unknown': (a) => ({
    what: `Aucune fiche ne connaît d’appareil nommé « ${a.name} ».`,
    next: a.near ? `Vouliez-vous dire : ${a.near} ?` : 'Cherchez-le : sesame sheet list --search MOT.',
  }),
  'bridge-device-unknown': (a) => ({
    what: `La passerelle ne connaît pas d’appareil « ${a.name} ».`,
    next: a.near ? `Elle connaît : ${a.near}.` : 'Ajoutez-en un : sesame bridge add imprimante --for ADRESSE.',
  }),
  'bridge-no-door': (a) => ({
    what: `La passerelle n’écoute nulle part où « ${a.name} » peut venir${a.from ? ` (depuis ${a.from})` : ''}.`,
    next: 'Dites où elle écoute, comme pour « sesame bridge » : --smtp 192.168.1.5:587. Par le réseau, c’est sous TLS uniquement.',
  }),
  'bridge-setup-format': (a) => ({
    what: `« ${a.format} » ne peut rien faire de ce que « ${a.name} » peut utiliser (${a.protocols}).`,
    next: `Prenez un autre format : sesame bridge setup ${a.name} --format card, ou permettez davantage avec « sesame bridge add --protocols ».`,
  }),
  'profile-unsigned': (a) => ({
    what: `Le profil n’a pas pu être signé (${a.why}).`,
    next: 'Le fichier doit contenir le certificat et sa clé, tous deux en PEM ; « openssl » doit être installé. Sans --sign, il est écrit sans signature.',
  }),
  'bridge-settings-invalid': (a) => ({
    what: `Les réglages de la passerelle dans ${a.file} sont faux : ${a.why}.`,
    next: 'Corrigez le fichier ; « sesame bridge » dit ce qui ne va pas tant que ce n’est pas juste.',
  }),
  'bridge-device-exists': (a) => ({
    what: `Il y a déjà un appareil nommé ${a.name}. Rien n’a été modifié.`,
    next: `Prenez un autre nom, ou donnez-lui un nouveau mot de passe : sesame bridge renew ${a.name}.`,
  }),
}

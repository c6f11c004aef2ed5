// Ce qui peut arrêter un transfert avant ou pendant : ce qui s’est passé, et que faire.

import type { transferErrorsEn } from './transfer-errors-en.ts'

/** Pourquoi personne ne répond. */
const UNREACHED: Readonly<Record<string, string>> = {
  'dns-nxdomain': 'ce nom n’existe pas',
  'dns-none': 'les serveurs de noms ne répondent pas',
  'dns-nodata': 'ce nom ne mène à aucune adresse',
  'dns-timeout': 'les serveurs de noms ne répondent pas',
  'dns-servfail': 'son nom n’a pas pu être cherché',
  refused: 'rien n’écoute à cet endroit',
  timeout: 'aucune réponse n’est venue',
  reset: 'la ligne a été coupée aussitôt',
  unreachable: 'aucun chemin n’y mène',
  tls: 'aucune connexion chiffrée n’a pu être établie',
  'connection-closed': 'il a raccroché aussitôt',
  'timed-out': 'il a répondu trop lentement',
  'protocol-broken': 'ce qui répond là n’est pas un serveur de messagerie',
}

export const transferErrorsFr: typeof transferErrorsEn = {
  'address-secret': () => ({
    what: 'Un mot de passe n’a pas sa place dans une adresse : tout le monde sur cet ordinateur peut lire une ligne de commande. Rien n’a été envoyé.',
    next: 'Retirez-le. Il est demandé, masqué, ou lu sur l’entrée standard avec --password-stdin. Changez ce mot de passe si d’autres ont pu le voir.',
  }),
  'side-secret': (a) => ({
    what: `Il faut un mot de passe ou une connexion pour ${a.label}, et il n’y a personne ici à qui le demander.`,
    next: 'Gardez-le d’abord (sesame login ADRESSE, ou sesame vault add password/ADRESSE), ou donnez-le avec --password-stdin : une ligne par boîte, la source d’abord.',
  }),
  'sign-in-wanted': (a) => ({
    what: `${a.provider} n’accepte aucun mot de passe de ${a.address} : seule une connexion sur sa propre page ouvre la boîte.`,
    next: `Connectez-vous une fois, puis recommencez : sesame login ${a.address}.`,
  }),
  'side-refused': (a) => ({
    what: `${a.label} n’a laissé entrer personne : « ${a.said} ». Rien n’a été réessayé.`,
    next: `Pour la cause et les étapes : sesame doctor ${a.label}. Puis la même commande.`,
  }),
  'side-unreachable': (a) => ({
    what: `${a.host} (port ${a.port}) est injoignable pour ${a.label} : ${UNREACHED[a.why as string] ?? a.why}.`,
    next: `Voyez ce qui fait obstacle : sesame probe ${a.label}.`,
  }),
  'transfer-same': (a) => ({
    what: `Les deux côtés sont la même boîte : ${a.label}. Rien n’a été fait.`,
    next: 'Indiquez une autre boîte ou un autre dossier comme cible.',
  }),
  'transfer-unknown': (a) => ({
    what: `Aucun transfert n’est connu sous « ${a.text} ».`,
    next: 'Voyez ceux qui le sont : sesame transfers.',
  }),
  'transfer-running': (a) => ({
    what: `Ce transfert est déjà en cours, dans une autre fenêtre ou un service (${a.file}).`,
    next: 'Laissez-le finir, ou arrêtez-le là-bas avec Ctrl-C ; il peut être repris à tout moment.',
  }),
}

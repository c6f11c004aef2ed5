// How the ends of a transfer sign in, as options: the same for every command that moves messages.

import type { OptionSpec } from './spec.ts'

export const SIDE: readonly OptionSpec[] = [
  {
    name: 'password-stdin',
    about: {
      en: 'read the passwords from standard input, one line for each mailbox, FROM first; an empty line: what the vault keeps',
      fr: 'lire les mots de passe sur l’entrée standard, une ligne par boîte, la source d’abord ; ligne vide : ce que le coffre garde',
    },
  },
  {
    name: 'secret-kind',
    value: 'KIND',
    repeat: true,
    choices: ['password', 'app-password', 'oauth'],
    about: {
      en: 'what these lines are; twice when they differ, FROM first',
      fr: 'ce que sont ces lignes ; deux fois si elles diffèrent, la source d’abord',
    },
  },
  {
    name: 'saved',
    about: {
      en: 'only what the vault keeps: nobody is asked for anything',
      fr: 'seulement ce que le coffre garde : personne n’est interrogé',
    },
  },
  {
    name: 'sign-in',
    value: 'MAILBOX=NAME',
    repeat: true,
    about: {
      en: 'open this mailbox with that kept sign-in: of a delegate for a shared mailbox, or of an app',
      fr: 'ouvrir cette boîte avec cette connexion gardée : d’un délégué pour une boîte partagée, ou d’une application',
    },
  },
  {
    name: 'lab',
    about: {
      en: 'between mailboxes of the built-in lab: everybody there has signed in already',
      fr: 'entre des boîtes du laboratoire intégré : chacun y est déjà connecté',
    },
  },
  {
    name: 'data',
    value: 'DIR',
    about: {
      en: 'the folder of vault and journals (by default your data folder, or SESAME_DATA)',
      fr: 'le dossier du coffre et des journaux (par défaut votre dossier de données, ou SESAME_DATA)',
    },
  },
]

/** How a run is told. */
export const TELLING: readonly OptionSpec[] = [
  { name: 'quiet', about: { en: 'no progress; only what went wrong', fr: 'sans progression ; seulement ce qui a échoué' } },
  { name: 'yes', about: { en: 'ask nothing, go on', fr: 'ne rien demander, continuer' } },
]

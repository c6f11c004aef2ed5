// What the commands that make a service share: whose it is, where its passphrase lies, and whether a changed file is written over.

import type { OptionSpec } from './spec.ts'

const SYSTEM: OptionSpec = {
  name: 'system',
  about: { en: 'for the whole machine, from its start on', fr: 'pour toute la machine, dès son démarrage' },
}
const USER: OptionSpec = {
  name: 'user',
  about: { en: 'for you alone (by default)', fr: 'pour vous seul (par défaut)' },
}
export const WHOSE: readonly OptionSpec[] = [USER, SYSTEM]

export const FORCE: OptionSpec = {
  name: 'force',
  about: { en: 'also when somebody changed the file', fr: 'même si quelqu’un a modifié le fichier' },
}

export const PRINTED: readonly OptionSpec[] = [
  { name: 'print', about: { en: 'show the file and write nothing', fr: 'montrer le fichier et ne rien écrire' } },
  {
    name: 'passphrase-file',
    value: 'FILE',
    about: {
      en: 'where the service reads the vault’s passphrase (--system: /etc/sesame/vault-passphrase)',
      fr: 'où le service lit la phrase secrète du coffre (--system : /etc/sesame/vault-passphrase)',
    },
  },
]

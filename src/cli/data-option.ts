// The option for the folder of this machine's data, as the commands of the vault take it.

import type { OptionSpec } from './spec.ts'

export const DATA: OptionSpec = {
  name: 'data',
  value: 'DIR',
  about: {
    en: 'the folder of the vault (by default your data folder, or SESAME_DATA)',
    fr: 'le dossier du coffre (par défaut votre dossier de données, ou SESAME_DATA)',
  },
}

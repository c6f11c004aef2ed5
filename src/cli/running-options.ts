// What `sesame bridge` takes besides its doors, and its service with it.

import type { OptionSpec } from './spec.ts'

const METRICS: OptionSpec = {
  name: 'metrics',
  value: 'ADDRESS:PORT',
  about: {
    en: 'serve /healthz, /readyz and /metrics there: 127.0.0.1:9180',
    fr: 'y servir /healthz, /readyz et /metrics : 127.0.0.1:9180',
  },
}
const LOG: OptionSpec = {
  name: 'log',
  value: 'FORMAT',
  choices: ['text', 'json', 'none'],
  about: { en: 'the log on standard error (text by default)', fr: 'le journal sur la sortie d’erreur (text par défaut)' },
}
const LOG_FILE: OptionSpec = {
  name: 'log-file',
  value: 'FILE',
  about: {
    en: 'the log in a file too, turned over when it is large',
    fr: 'le journal aussi dans un fichier, renouvelé quand il est grand',
  },
}
export const RUNNING: readonly OptionSpec[] = [METRICS, LOG, LOG_FILE]

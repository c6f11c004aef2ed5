// A word that can only be a folder or file here, written so that it is never taken for an address.

import { resolve } from 'node:path'

export const asFiles = (word: string): string =>
  /^((maildir|mbox|eml|pst):(?!\/\/)|[a-z]:[\\/])/i.test(word) || /[\\/]/.test(word) ? word : resolve(word)

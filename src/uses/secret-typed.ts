// Does a text of a record look like a password? By its shape, or because it says so itself.

import { looksSecret } from '../records/secret-look.ts'
import { strikeTold } from './told-secrets.ts'

export const secretTyped = (text: string): boolean => looksSecret(text) || strikeTold(text) !== text

// People tell their password in free words too (“password: hunter22”). What is kept or shown to others has it struck out.

import { MASK } from './redact.ts'

/** After the word for it and a colon, an equals sign or a verb; a digit or a sign within and six characters at least, so that “password: incorrect” stays readable. */
const TOLD =
  /((?:pass ?word|passwort|passwd|pwd|mots? de passe|mdp|contraseña|contrasena|clave|parola d['’]ordine|app[- ]password)\s*(?:[:=]|\bis\b|\best\b|\bist\b|\bes\b|è)\s*["'«“„]?\s*)(?=\S*\d|\S*[!#$%&*+=@^~]\S*[\p{L}\p{N}])(\S{6,})/giu

export function strikeTold<T>(value: T): T {
  if (typeof value === 'string') return value.replace(TOLD, (_, before: string) => `${before}${MASK}`) as T
  if (Array.isArray(value)) return value.map(strikeTold) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, strikeTold(one)])) as T
}

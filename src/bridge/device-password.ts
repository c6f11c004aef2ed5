// A device's password: made by us, easy to type on a printer's panel, checked in microseconds. It opens nothing but this bridge.

import { createHmac, randomInt } from 'node:crypto'
import { Secret } from '../model/secret.ts'

// No 0 O 1 I L: what is read from a screen is typed on another.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP = 4

/** Sixteen letters and digits of 31, in four groups: 79 bits. */
export function makeDevicePassword(): Secret {
  const group = () => Array.from({ length: GROUP }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return new Secret(Array.from({ length: GROUPS }, group).join('-'))
}

/**
 * The same for the same password and key (32 bytes): a device is found by it without trying all. With 79 random bits a slow hash
 * would only slow the sign-in; the key, kept in the vault, makes the stored hashes useless to whoever copies the database.
 */
export function hashDevicePassword(password: Secret, key: Buffer): string {
  return createHmac('sha256', key).update(tidy(password.reveal())).digest('base64url')
}

/** Panels add capitals and spaces, people leave the dashes out: neither was part of it. */
function tidy(typed: string): string {
  return typed.toLowerCase().replace(/[\s-]+/g, '')
}

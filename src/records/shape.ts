// Reads values from outside into exact shapes: each reader gives the value, or notes where and why it cannot. Nothing unknown passes, and no value is ever repeated in a fault.

import { parseAddress } from '../model/address.ts'

export type FaultWhy =
  | 'missing'
  | 'unknown-key'
  | 'not-text'
  | 'not-list'
  | 'not-map'
  | 'not-number'
  | 'choice'
  | 'day'
  | 'too-long'
  | 'too-many'
  | 'twice'
  | 'secret'
  | 'address'

export interface Fault {
  readonly path: readonly (string | number)[]
  readonly why: FaultWhy
  /** What it could be, or the most that there may be. */
  readonly allowed?: string
}

export interface Reading {
  readonly faults: Fault[]
  /** Judges a text of a person. */
  readonly secret: (text: string) => boolean
}

type Path = readonly (string | number)[]
/** Undefined when there is nothing, or a fault was noted. */
export type Read<T> = (value: unknown, path: Path, reading: Reading) => T | undefined

const fault = ({ faults }: Reading, path: Path, why: FaultWhy, allowed?: string | number): undefined => {
  faults.push({ path, why, ...(allowed !== undefined && { allowed: String(allowed) }) })
  return undefined
}

/** Numbers and booleans of YAML are texts that were not quoted. An empty one is nothing. */
export const text =
  (most = 300): Read<string> =>
  (value, path, reading) => {
    if (value == null) return undefined
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return fault(reading, path, 'not-text')
    const read = String(value).normalize('NFC').trim()
    if (read === '') return undefined
    if (read.length > most) return fault(reading, path, 'too-long', most)
    return reading.secret(read) ? fault(reading, path, 'secret') : read
  }

/** Control characters would drive a terminal or break a line of an export. */
export const line =
  (most = 300): Read<string> =>
  (value, path, reading) =>
    text(most)(value, path, reading)?.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')

export const choice =
  <T extends string>(allowed: readonly T[]): Read<T> =>
  (value, path, reading) => {
    if (value == null || value === '') return undefined
    const read = allowed.find((one) => one === String(value).trim().toLowerCase())
    return read ?? fault(reading, path, 'choice', allowed.join(', '))
  }

export const day: Read<string> = (value, path, reading) => {
  if (value == null || value === '') return undefined
  const read = value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString().slice(0, 10) : String(value).trim()
  return isDay(read) ? read : fault(reading, path, 'day')
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
}

export const moment: Read<string> = (value, path, reading) => {
  if (value == null || value === '') return undefined
  const time = new Date(String(value))
  return Number.isNaN(time.getTime()) || !/^\d{4}-\d{2}-\d{2}/.test(String(value)) ? fault(reading, path, 'day') : String(value)
}

export const wholeNumber =
  (most: number): Read<number> =>
  (value, path, reading) => {
    if (value == null || value === '') return undefined
    const read = Number(value)
    return Number.isInteger(read) && read >= 0 && read <= most ? read : fault(reading, path, 'not-number', `0-${most}`)
  }

export const flag: Read<boolean> = (value, path, reading) =>
  value == null ? undefined : typeof value === 'boolean' ? value : fault(reading, path, 'choice', 'true, false')

export const mailAddress: Read<string> = (value, path, reading) => {
  const read = line()(value, path, reading)
  return read === undefined ? undefined : (parseAddress(read)?.text ?? fault(reading, path, 'address'))
}

/** A single value is a list of one. Without `key`, the same twice counts once; with it, twice is a fault. */
export const list =
  <T>(each: Read<T>, most: number, key?: (one: T) => string): Read<readonly T[]> =>
  (value, path, reading) => {
    if (value == null) return []
    const items = Array.isArray(value) ? value : typeof value === 'object' ? null : [value]
    if (items === null) return fault(reading, path, 'not-list')
    if (items.length > most) return fault(reading, path, 'too-many', most)
    const read = new Map<string, T>()
    items.forEach((item, i) => {
      const one = each(item, [...path, i], reading)
      if (one === undefined) return
      const name = key === undefined ? JSON.stringify(one) : key(one)
      if (key !== undefined && read.has(name)) fault(reading, [...path, i], 'twice')
      read.set(name, one)
    })
    return [...read.values()]
  }

type Fields<T> = { readonly [K in keyof T]-?: Read<NonNullable<T[K]>> }

/** A map with these keys and no other. What stays undefined is left out; `needed` ones must be there. */
export const map =
  <T extends object>(fields: Fields<T>, needed: readonly (keyof T & string)[]): Read<T> =>
  (value, path, reading) => {
    if (value == null) return undefined
    if (typeof value !== 'object' || Array.isArray(value) || value instanceof Date) return fault(reading, path, 'not-map')
    const known = Object.keys(fields)
    for (const key of Object.keys(value))
      if (!known.includes(key)) fault(reading, [...path, key.slice(0, 60)], 'unknown-key', known.join(', '))
    const out: Record<string, unknown> = {}
    for (const key of known) {
      const before = reading.faults.length
      const read = fields[key as keyof T]((value as Record<string, unknown>)[key], [...path, key], reading)
      if (read !== undefined) out[key] = read
      else if ((needed as readonly string[]).includes(key) && reading.faults.length === before) fault(reading, [...path, key], 'missing')
    }
    return out as T
  }

/** Any names, values of one kind. */
export const named =
  <T>(each: Read<T>, most: number): Read<Readonly<Record<string, T>>> =>
  (value, path, reading) => {
    if (value == null) return undefined
    if (typeof value !== 'object' || Array.isArray(value)) return fault(reading, path, 'not-map')
    const entries = Object.entries(value)
    if (entries.length > most) return fault(reading, path, 'too-many', most)
    const read = entries.flatMap(([key, one]) => {
      if (reading.secret(key) || key === '__proto__') return fault(reading, path, 'secret') ?? []
      const out = each(one, [...path, key], reading)
      return out === undefined ? [] : [[key, out] as const]
    })
    return Object.fromEntries(read)
  }

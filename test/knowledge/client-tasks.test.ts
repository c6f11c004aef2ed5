// Every app that lives, every device by its maker and every server with pages of its own has its own steps, in both languages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import type { Client } from '../../src/model/knowledge.ts'
import { LANGS } from '../../src/model/lang.ts'

const { clients, procedures } = loadKnowledge()

function hasOwn({ id, base }: Client, task: string): boolean {
  return LANGS.every((lang) =>
    procedures.some((p) => p.task === task && p.lang === lang && p.clients?.some((client) => client === id || client === base)),
  )
}

/** Nothing is added to an app that is dead, and some take no server or password by hand. */
const DEAD = ['windows-mail', 'incredimail', 'opera-mail']
const PROVIDERS_OF_A_LIST = ['yahoo-mail-app', 'edison']
const WITHOUT_PAGES = ['davmail', 'email-oauth2-proxy', 'gophish', 'helpdesk-other', 'roundcube']

test('apps: how an account is added, a password entered, a server set, a sign-in done again', () => {
  const apps = clients.filter((c) => c.kind === 'app' && !DEAD.includes(c.id))
  assert.ok(apps.length >= 25)
  for (const app of apps) {
    const handmade = PROVIDERS_OF_A_LIST.includes(app.id) ? [] : ['enter-password', 'set-server']
    const window = app.oauth.some((line) => line.able) && app.id !== 'delta-chat' ? ['sign-in-again'] : []
    for (const task of ['add-account', ...handmade, ...window]) assert.ok(hasOwn(app, task), `${app.id} ${task}`)
  }
})

test('devices by maker, and servers: where the mail server and its password are set', () => {
  const devices = clients.filter((c) => c.kind === 'device' && c.base !== undefined)
  const servers = clients.filter((c) => c.kind === 'server' && !WITHOUT_PAGES.includes(c.id))
  assert.ok(devices.length >= 12 && servers.length >= 10)
  for (const client of [...devices, ...servers])
    for (const task of ['enter-password', 'set-server']) assert.ok(hasOwn(client, task), `${client.id} ${task}`)
})

test('the steps of a maker name the place in its own web interface', () => {
  const places: Readonly<Record<string, RegExp>> = {
    'printer-hp': /Scan\/Digital Send/,
    'printer-canon': /Settings\/Registration > Send > Network Settings/,
    'printer-brother': /Network > Protocol > SMTP/,
    'printer-epson': /Network > Email Server > Basic/,
    'printer-ricoh': /Device Settings > Email/,
    'printer-xerox': /Connectivity > Setup > SMTP Server/,
    'printer-konica-minolta': /E-mail TX \(SMTP\)/,
    'printer-kyocera': /Protocol > SMTP/,
    'printer-lexmark': /Settings > E-mail > E-mail Setup/,
    'printer-sharp': /Service Settings > SMTP/,
    'nas-synology': /Control Panel > Notification/,
    'nas-qnap': /Service Account and Device Pairing/,
  }
  for (const [id, place] of Object.entries(places)) {
    const text = procedures.find((p) => p.task === 'set-server' && p.lang === 'en' && p.clients?.[0] === id)
    assert.match(text?.steps.map((step) => ('do' in step ? step.do : '')).join('\n') ?? '', place, id)
  }
})

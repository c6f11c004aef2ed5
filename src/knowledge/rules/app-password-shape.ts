// app-password-shape: the shape of an app password is one of a whole text, fits its own separators, and matches its example.

import { type Fault, faultIn, type Rule, type World } from '../rule.ts'

export const appPasswordShape: Rule = {
  name: 'app-password-shape',
  why: 'A wrong shape tells people that their good password is mistyped, and lets a mistyped one be sent.',
  check: (world) => [...shapeFaults(world)],
}

function* shapeFaults(world: World): Generator<Fault> {
  for (const { id, appPassword, auth } of world.draft.providers) {
    const at = (key: string, message: string) => faultIn(world, `providers/${id}.yaml`, ['appPassword', key], message)
    if (appPassword === undefined) {
      const first = auth.findIndex((rule) => rule.password === 'refused' && rule.appPassword === 'accepted' && rule.until === undefined)
      if (first >= 0)
        yield faultIn(
          world,
          `providers/${id}.yaml`,
          ['auth', first, 'appPassword'],
          'only an app password opens it, and nothing says where it is made: write appPassword',
        )
      continue
    }
    const { shape, example, separators, requiredSince } = appPassword
    if (requiredSince !== undefined && auth.length > 0 && !auth.some((rule) => rule.appPassword !== 'refused'))
      yield at('requiredSince', 'no auth rule accepts an app password')
    if (shape === undefined) {
      if (example !== undefined) yield at('example', 'an example without a shape')
      continue
    }
    if (!/^\^/.test(shape) || !/\$$/.test(shape)) yield at('shape', 'begins with ^ and ends with $: a piece of a password is no password')
    const pattern = new RegExp(shape)
    if (example !== undefined && !pattern.test(example)) yield at('example', `does not fit the shape ${shape}`)
    // What a program takes out must not be what makes the shape.
    if (separators === 'strip' && example !== undefined && !pattern.test(example.replace(/[\s-]/g, '')))
      yield at('shape', 'separators are stripped, but without them the example does not fit')
    if (['password', 'motdepasse', 'Passw0rd!', 'a', ''].some((word) => pattern.test(word))) yield at('shape', 'fits an ordinary password')
  }
}

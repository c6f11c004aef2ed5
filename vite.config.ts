// Builds what runs in the browser: one module a page that has an island, the style sheet, the icon, and `manifest.json`, by which the server finds them.

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const ENTRIES: Readonly<Record<string, string>> = {
  'ask.js': 'src/web/islands/ask.ts',
  'case.js': 'src/web/islands/case.tsx',
  'guide.js': 'src/web/islands/guide.ts',
  'history.js': 'src/web/islands/history.ts',
  'attempt.js': 'src/web/islands/attempt.tsx',
  'plain.js': 'src/web/islands/plain.ts',
  'once.js': 'src/web/islands/once.ts',
  'keys.css': 'src/web/styles/keys.css',
  'bridge.css': 'src/web/styles/bridge.css',
  'desk.css': 'src/web/styles/desk.css',
}

/** Name as pages know it to path as browsers ask for it: `{"case.js": "/assets/case-Dk3x9.js"}`. */
function manifest(): Plugin {
  return {
    name: 'sesame-manifest',
    generateBundle(_, bundle) {
      const paths: Record<string, string> = {}
      for (const [key, file] of Object.entries(bundle)) {
        // A style sheet that is an entry leaves an empty module behind.
        if (file.type === 'chunk' && file.facadeModuleId?.endsWith('.css')) delete bundle[key]
        else if (file.type === 'chunk' && file.isEntry) paths[`${file.name}.js`] = `/${file.fileName}`
        if (file.type === 'asset' && file.fileName.endsWith('.css')) paths[file.names[0] ?? file.fileName] = `/${file.fileName}`
      }
      const icon = this.emitFile({ type: 'asset', name: 'icon.svg', source: readFileSync(here('src/web/styles/icon.svg')) })
      paths['icon.svg'] = `/${this.getFileName(icon)}`
      this.emitFile({ type: 'asset', fileName: 'manifest.json', source: `${JSON.stringify(paths, null, 2)}\n` })
    },
  }
}

/** In the browser `deskIn` and `keysIn` know the language of the page alone: the words of the other stay on the server. */
function oneLanguage(): Plugin {
  return {
    name: 'sesame-one-language',
    enforce: 'pre',
    resolveId(source) {
      if (/\/text\/desk\.ts$/.test(source)) return here('src/web/islands/desk-text.ts')
      return /\/text\/desk-keys\.ts$/.test(source) ? here('src/web/islands/keys-text.ts') : null
    },
  }
}

export default defineConfig({
  root: here('.'),
  publicDir: false,
  logLevel: 'warn',
  plugins: [oneLanguage(), manifest()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Everything comes from this computer: nothing to preload by script, nothing worth inlining past the content policy.
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(
        Object.entries(ENTRIES)
          .filter(([, path]) => existsSync(here(path)))
          .map(([name, path]) => [name.replace(/\.js$/, ''), here(path)]),
      ),
    },
  },
})

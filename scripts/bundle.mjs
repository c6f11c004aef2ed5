// Joins the command line's modules into a few files, `dist/run/`: reading five hundred small ones takes longer than most commands do. The single files stay, for programs that import them, for workers and for the tests.
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const option = (name, otherwise) => (process.argv.includes(name) ? resolve(process.argv[process.argv.indexOf(name) + 1]) : otherwise)
const DIST = option('--dist', join(root, 'dist'))
/** All of them in one folder beside `src/`, so that the way from any of them to a file of `dist/` is known. */
const OUT = option('--out', join(DIST, 'run'))
/** Small enough to be joined in; whatever is native, a program of its own, or only for the desk stays a package. */
const JOINED = ['zod', 'commander']

/** What a module finds beside itself it still finds where the compiler put it. */
const whereItWas = {
  name: 'sesame-where-it-was',
  transform(code, id) {
    if (!code.includes('import.meta.url') || id.includes('node_modules')) return null
    const from = `../${relative(DIST, id.split('?')[0]).split(sep).join('/')}`
    return { code: code.replaceAll('import.meta.url', `new URL(${JSON.stringify(from)}, import.meta.url).href`), map: null }
  },
}

await build({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  plugins: [whereItWas],
  ssr: { target: 'node', external: true, noExternal: JOINED },
  build: {
    ssr: join(DIST, 'src/cli/main.js'),
    outDir: OUT,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        entryFileNames: 'main.js',
        chunkFileNames: '[name]-[hash].js',
        // Names stay as they are, for whoever reads a stack; what nobody reads need not be read at each start.
        minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
      },
    },
  },
})

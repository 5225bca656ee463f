// `node --import tamaru/redirect program.js`, or with --require: an existing program for the
// Selling Partner API, unchanged, asks the server at TAMARU_URL instead.
import { redirectTo } from './redirect.ts'

const { TAMARU_URL } = process.env
// Without an address the program would go to Amazon, which is what nobody who loads this means.
if (!TAMARU_URL) throw new Error('tamaru/redirect: set TAMARU_URL, such as http://127.0.0.1:3000')
redirectTo(TAMARU_URL)

import { startPage } from '../kit/page.tsx'

startPage(<h1>貯まる</h1>)

import { Console } from '../console/console.tsx'
import { startConsole } from '../console/start.tsx'
import { later } from '../kit/later.tsx'
import { GROUPS } from './pages.ts'

const NAME = { ja: '出品者コンソール', en: 'Seller console' } as const

const HomePage = later(() => import('./home/home-page.tsx'))

void startConsole(
  <Console who="seller" name={NAME} home="/seller" groups={GROUPS} front={<HomePage />} />,
)

import { app } from './app/catalogue.ts'
import { config } from './config/catalogue.ts'
import { data } from './data/catalogue.ts'
import { edge } from './edge/catalogue.ts'
import { health } from './health/catalogue.ts'
import { host } from './host/catalogue.ts'
import { isolation } from './isolation/catalogue.ts'
import { release } from './release/catalogue.ts'
import { supply } from './supply/catalogue.ts'

/** Every area's catalogue, in the order in which reports show them. */
export const catalogues = [isolation, edge, config, health, data, release, app, host, supply] as const

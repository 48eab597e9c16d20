import { createRouter, type RouterHistory } from 'vue-router'
import ClientsPage from './pages/ClientsPage.vue'
import LogInPage from './pages/LogInPage.vue'
import NotFoundPage from './pages/NotFoundPage.vue'

/** The pages by path; an unknown one says so and leads back. */
export function makeRouter(history: RouterHistory) {
  return createRouter({
    history,
    routes: [
      { path: '/', name: 'clients', component: ClientsPage },
      { path: '/login', name: 'login', component: LogInPage, props: { registering: false } },
      { path: '/register', name: 'register', component: LogInPage, props: { registering: true } },
      { path: '/:unknown(.*)*', component: NotFoundPage },
    ],
  })
}

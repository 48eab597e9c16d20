import { createRouter, type RouterHistory } from 'vue-router'
import ClientPage from './pages/ClientPage.vue'
import ClientsPage from './pages/ClientsPage.vue'
import ForgotPage from './pages/ForgotPage.vue'
import LogInPage from './pages/LogInPage.vue'
import NotePage from './pages/NotePage.vue'
import NotFoundPage from './pages/NotFoundPage.vue'
import PasswordPage from './pages/PasswordPage.vue'

/** The pages by path; an unknown one says so and leads back. */
export function makeRouter(history: RouterHistory) {
  return createRouter({
    history,
    routes: [
      { path: '/', name: 'clients', component: ClientsPage },
      { path: '/clients/:id', name: 'client', component: ClientPage, props: true },
      {
        path: '/clients/:clientId/appointments/:appointmentId',
        name: 'note',
        component: NotePage,
        props: true,
      },
      { path: '/login', name: 'login', component: LogInPage, props: { registering: false } },
      { path: '/register', name: 'register', component: LogInPage, props: { registering: true } },
      { path: '/forgot', name: 'forgot', component: ForgotPage },
      { path: '/password', name: 'password', component: PasswordPage },
      { path: '/:unknown(.*)*', component: NotFoundPage },
    ],
  })
}

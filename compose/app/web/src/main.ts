import { createApp } from 'vue'
import { createWebHistory } from 'vue-router'
import App from './App.vue'
import { makeRouter } from './router.ts'
import './style.css'

createApp(App).use(makeRouter(createWebHistory())).mount('#app')

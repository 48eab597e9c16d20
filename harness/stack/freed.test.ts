import { expect, test } from 'vitest'
import { sampleModel } from '../model/sample.ts'
import { freed } from './freed.ts'

const run = { address: '127.0.0.1', httpPort: 41080, httpsPort: 41443 }

function free(compose: Parameters<typeof sampleModel>[0]) {
  const { config, compose: model } = sampleModel(compose)
  const own = { ...config, roles: { edge: 'edge' } }
  return freed(model, { config: own, project: 'p', published: run, brought: ['stand-in:1'] })
}

test('a name of a container stays as an alias on each of its networks', () => {
  const { services } = free({
    services: {
      a: { container_name: 'shop', networks: { x: null, y: { aliases: ['z'], ipv4_address: '10.0.0.2' } } },
    },
  })
  expect(services.a).toEqual({ networks: { x: { aliases: ['shop'] }, y: { aliases: ['z', 'shop'] } } })
})

test('the edge gets the ports of the run, others whichever is free, and what is for this machine stays so', () => {
  const { services } = free({
    services: {
      edge: {
        ports: [
          { target: 80, published: '80' },
          { target: 8443, published: '443', host_ip: '0.0.0.0' },
          { target: 443, published: '443', protocol: 'udp' },
        ],
      },
      db: {
        ports: [
          { target: 5432, published: '5432', host_ip: '127.0.0.1' },
          { target: 80, published: '8080' },
        ],
      },
    },
  })
  expect(services.edge?.ports).toEqual([
    { target: 80, published: '41080', host_ip: '127.0.0.1' },
    { target: 8443, published: '41443', host_ip: '127.0.0.1' },
    { target: 443, protocol: 'udp', host_ip: '127.0.0.1' },
  ])
  expect(services.db?.ports).toEqual([
    { target: 5432, host_ip: '127.0.0.1' },
    { target: 80, host_ip: '127.0.0.1' },
  ])
})

test('networks and volumes with a name, of others, with a subnet or a store are those of the project', () => {
  const { networks, volumes } = free({
    services: {},
    networks: {
      proxy: { name: 'proxy', external: true },
      back: {
        name: 'shop-back',
        internal: true,
        driver_opts: { 'com.docker.network.bridge.name': 'br-shop', mtu: '1400' },
        ipam: { driver: 'default', config: [{ subnet: '10.1.0.0/24' }] },
      },
    },
    volumes: {
      data: { name: 'shop-data', external: true },
      kept: { name: 'x', driver: 'local', driver_opts: { type: 'none', o: 'bind', device: '/srv/kept' } },
      shared: { name: 'y', driver: 'rclone', driver_opts: { remote: 'bucket:shop' } },
      short: { name: 'z', driver_opts: { type: 'tmpfs', device: 'tmpfs' } },
    },
  })
  expect(networks).toEqual({
    proxy: { name: 'p_proxy' },
    back: { name: 'p_back', internal: true, driver_opts: { mtu: '1400' }, ipam: { driver: 'default' } },
  })
  expect(volumes).toEqual({
    data: { name: 'p_data' },
    kept: { name: 'p_kept', driver: 'local' },
    shared: { name: 'p_shared' },
    short: { name: 'p_short', driver_opts: { type: 'tmpfs', device: 'tmpfs' } },
  })
})

test('a model that takes nothing of the machine stays as it is', () => {
  const compose = {
    services: {
      edge: {
        networks: { default: null },
        ports: [{ target: 80, published: '41080', host_ip: '127.0.0.1' }, { target: 9000 }],
      },
    },
    networks: { default: { name: 'p_default', ipam: {} } },
    volumes: { data: { name: 'p_data' } },
  }
  expect(free(compose)).toEqual(sampleModel(compose).compose)
})

test('what is built has a name of the run, also for those who use it, unless the run brings it', () => {
  const { services } = free({
    services: {
      web: { image: 'shop:latest', build: { context: '/shop', tags: ['shop:1'], cache_to: ['type=inline'] } },
      worker: { image: 'shop:latest' },
      api: { image: 'stand-in:1', build: { context: '/api' } },
      db: { image: 'postgres:16' },
    },
  })
  expect(services).toEqual({
    web: { image: 'p-web', build: { context: '/shop' } },
    worker: { image: 'p-web' },
    api: { image: 'stand-in:1', build: { context: '/api' } },
    db: { image: 'postgres:16' },
  })
})

test('who joins a container by its name joins the service', () => {
  const { services } = free({
    services: {
      vpn: { container_name: 'tunnel' },
      app: { network_mode: 'container:tunnel', pid: 'container:tunnel', ipc: 'container:elsewhere' },
    },
  })
  expect(services.app).toEqual({
    network_mode: 'service:vpn',
    pid: 'service:vpn',
    ipc: 'container:elsewhere',
  })
})

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { childrenOf, type Program, startProgram } from '../../setup/processes.ts';

/** What this machine has of nginx, to measure against. */
export interface Nginx {
  readonly version: string;
  /** The module that fans out messages, where it is installed. */
  readonly nchan: string | null;
}

/** The nginx of this machine; null where there is none. */
export function findNginx(): Nginx | null {
  const { status, stderr } = spawnSync('nginx', ['-V'], { encoding: 'utf8' });
  if (status !== 0) return null;
  const version = /nginx version: (\S+)/.exec(stderr)?.[1] ?? 'nginx';
  const module = join(/--modules-path=(\S+)/.exec(stderr)?.[1] ?? '/usr/lib/nginx/modules', 'ngx_nchan_module.so');
  return { version, nchan: existsSync(module) ? module : null };
}

/** An nginx that runs. */
export interface RunningNginx {
  readonly port: number;
  /** Its worker. */
  readonly pid: number;
  readonly process: Program;
}

/** Starts nginx with one worker, as there is one process of ours, and these locations. */
export async function startNginx({ nchan }: Nginx, folder: string, locations: string): Promise<RunningNginx> {
  const own = join(folder, 'nginx');
  mkdirSync(own, { recursive: true });
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(own, name)};`).join(' ');
  writeFileSync(
    join(own, 'nginx.conf'),
    `${nchan === null ? '' : `load_module ${nchan};\n`}daemon off;
worker_processes 1;
worker_rlimit_nofile ${openFiles()};
pid ${join(own, 'nginx.pid')};
error_log ${join(own, 'error.log')} crit;
${process.getuid?.() === 0 ? 'user root;\n' : ''}events { worker_connections ${openFiles() - 100}; }
http {
  access_log off;
  ${temporary}
  default_type application/octet-stream;
  sendfile on;
  tcp_nodelay on;
  keepalive_requests 100000000;
  open_file_cache max=100;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    ${locations}
  }
}
`,
  );
  const program = startProgram('nginx', ['-p', own, '-c', join(own, 'nginx.conf')]);
  for (let tries = 0; tries < 100; tries += 1) {
    const [pid] = childrenOf(program.pid);
    if (pid !== undefined) return { port, pid, process: program };
    await wait(50);
  }
  throw new Error('nginx did not start');
}

/** How many files and connections a process of this machine may have open. */
export function openFiles(): number {
  return Number(execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim()) || 100_000;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

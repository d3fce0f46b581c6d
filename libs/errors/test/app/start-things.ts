import { connect } from 'node:net';
import { Module, type INestApplication, type ModuleMetadata } from '@nestjs/common';
import { startApp, type Platform, type StartedApp } from '@baluarte/testing';
import {
  ErrorsModule,
  validationPipe,
  type ErrorsModuleOptions,
  type HandledError,
} from '../../src/nest/index.js';
import { ThingsController } from './things.controller.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

/** A small application with the error contract, on a real socket. */
export interface Things {
  readonly app: INestApplication;
  readonly url: string;
  /** The errors that were told of since the last call of `forget`. */
  readonly handled: readonly HandledError[];
  forget(): void;
  ask(path: string, init?: RequestInit): Promise<Answer>;
  post(body: string, type?: string, path?: string): Promise<Answer>;
  /** Sends bytes as they are and returns all that comes back until the connection closes. */
  send(bytes: string): Promise<string>;
  close(): Promise<void>;
}

export interface StartThingsOptions extends Pick<ModuleMetadata, 'controllers' | 'providers'> {
  readonly options?: Partial<ErrorsModuleOptions>;
  readonly configure?: (app: INestApplication) => void | Promise<void>;
}

export async function startThings(
  platform: Platform,
  { options, configure, controllers = [], providers = [] }: StartThingsOptions = {},
): Promise<Things> {
  let handled: HandledError[] = [];
  const onError = (what: HandledError) => void handled.push(what);
  const errors = { serviceName: 'things', documentationBaseUrl: 'http://localhost:1', onError, ...options };
  @Module({
    imports: [ErrorsModule.forRoot(errors)],
    controllers: [ThingsController, ...controllers],
    providers,
  })
  class ThingsModule {}
  const started = await startApp(ThingsModule, {
    platform,
    configure: async (app) => {
      app.useGlobalPipes(validationPipe());
      await configure?.(app);
    },
  });
  return {
    ...client(started),
    app: started.app,
    url: started.url,
    get handled() {
      return handled;
    },
    forget: () => (handled = []),
    close: () => started.close(),
  };
}

function client({ url }: StartedApp): Pick<Things, 'ask' | 'post' | 'send'> {
  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(url + path, init);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
    const body = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.status, headers: response.headers, text, body };
  };
  return {
    ask,
    post: (body, type = 'application/json', path = '/things') =>
      ask(path, { method: 'POST', body, headers: { 'content-type': type } }),
    send: (bytes) => sendRaw(Number(new URL(url).port), bytes),
  };
}

function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket
      .on('data', (chunk) => (received += chunk.toString()))
      .on('close', () => resolve(received))
      .on('error', (error) => (received === '' ? reject(error) : resolve(received)));
  });
}

/** The body of the last answer in what came over a raw connection. */
export function bodyOf(received: string): Record<string, unknown> {
  return JSON.parse(received.slice(received.lastIndexOf('\r\n\r\n'))) as Record<string, unknown>;
}

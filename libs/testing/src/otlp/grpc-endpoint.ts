import { Server, ServerCredentials, status, type handleUnaryCall } from '@grpc/grpc-js';
import { TRACE_RESPONSE } from './trace-service.js';

const asIs = (bytes: Uint8Array): Buffer => Buffer.from(bytes);

/** `TraceService/Export` over gRPC on a free loopback port. */
export class GrpcEndpoint {
  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /** @param take gets the message as it came; false refuses it */
  static async start(take: (message: Buffer) => boolean): Promise<GrpcEndpoint> {
    const server = new Server();
    const exportTraces: handleUnaryCall<Buffer, Uint8Array> = (call, answer) => {
      if (take(call.request)) answer(null, TRACE_RESPONSE);
      else answer({ code: status.UNAVAILABLE });
    };
    server.addService(
      {
        Export: {
          path: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
          requestStream: false,
          responseStream: false,
          requestSerialize: asIs,
          requestDeserialize: asIs,
          responseSerialize: asIs,
          responseDeserialize: asIs,
        },
      },
      { Export: exportTraces },
    );
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    return new GrpcEndpoint(server, port);
  }

  stop(): void {
    this.server.forceShutdown();
  }
}

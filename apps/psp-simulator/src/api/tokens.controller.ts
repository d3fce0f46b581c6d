import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { TEST_TOKENS } from '../application/test-tokens.js';

@ApiTags('tokens')
@Controller('tokens')
export class TokensController {
  @Get()
  @ApiOperation({ summary: 'The test cards and how each behaves' })
  list() {
    return { items: TEST_TOKENS.map(({ token, description }) => ({ token, description })) };
  }
}

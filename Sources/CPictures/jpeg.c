#include "pictures.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

/// libjpeg's ways out, all of which end here.
typedef struct {
  struct jpeg_error_mgr manager;
  jmp_buf escape;
  picture *result;
} errors;

/// libjpeg's progress, through which the number of scans is known.
typedef struct {
  struct jpeg_progress_mgr manager;
  int scans;
} progress;

static _Noreturn void fail_with(j_common_ptr decoder, const char *problem) {
  errors *errors = (void *)decoder->err;
  strncpy(errors->result->problem, problem, sizeof errors->result->problem - 1);
  longjmp(errors->escape, 1);
}

static _Noreturn void fail(j_common_ptr decoder) {
  char message[JMSG_LENGTH_MAX];
  decoder->err->format_message(decoder, message);
  fail_with(decoder, message);
}

/// Damage that libjpeg would paint over is an error; what changes no pixel is none.
static void emit(j_common_ptr decoder, int level) {
  if (level >= 0) return;
  switch (decoder->err->msg_code) {
  case JWRN_EXTRANEOUS_DATA:
  case JWRN_ADOBE_XFORM:
  case JWRN_JFIF_MAJOR: return;
  case JWRN_JPEG_EOF:
  case JWRN_HIT_MARKER: fail_with(decoder, "the file ends early or is damaged");
  default: fail(decoder);
  }
}

static void ignore(j_common_ptr decoder) { (void)decoder; }

static void watch(j_common_ptr decoder) {
  progress *progress = (void *)decoder->progress;
  if (((j_decompress_ptr)decoder)->input_scan_number > progress->scans)
    fail_with(decoder, "it has too many scans");
}

/// Pillow's way from inverted cyan, magenta, yellow and black: `Convert.c`, `cmyk2rgb`.
static void cmyk_to_rgb(const uint8_t *from, uint8_t *to, size_t count) {
  for (size_t place = 0; place < count; place++, from += 4, to += 3) {
    // Of the inverted black what is left of white.
    int white = from[3];
    for (int channel = 0; channel < 3; channel++) {
      int product = (255 - from[channel]) * white + 128;
      to[channel] = (uint8_t)(white - (((product >> 8) + product) >> 8));
    }
  }
}

static void grey_to_rgb(const uint8_t *from, uint8_t *to, size_t count) {
  for (size_t place = 0; place < count; place++, to += 3) to[0] = to[1] = to[2] = from[place];
}

/// Reads everything; leaves by `longjmp` where something is wrong.
static void read_pixels(
    j_decompress_ptr decoder, picture_limits limits, uint8_t **line, picture *result) {
  jpeg_read_header(decoder, TRUE);
  uint32_t width = decoder->image_width, height = decoder->image_height;
  if (width > limits.side || height > limits.side || (uint64_t)width * height > limits.pixels)
    fail_with((j_common_ptr)decoder, "it has too many pixels");
  switch (decoder->num_components) {
  case 1: decoder->out_color_space = JCS_GRAYSCALE; break;
  case 3: decoder->out_color_space = JCS_RGB; break;
  case 4: decoder->out_color_space = JCS_CMYK; break;
  default: fail_with((j_common_ptr)decoder, "it is neither grey, nor of colours, nor CMYK");
  }
  result->pixels = calloc(height, (size_t)width * 3);
  *line = malloc((size_t)width * 4);
  if (!result->pixels || !*line)
    fail_with((j_common_ptr)decoder, "there is not the memory for it");
  jpeg_start_decompress(decoder);
  if (decoder->output_width != width || decoder->output_height != height)
    fail_with((j_common_ptr)decoder, "its size is not what it says");
  while (decoder->output_scanline < height) {
    uint8_t *to = result->pixels + (size_t)decoder->output_scanline * width * 3;
    int components = decoder->output_components;
    JSAMPROW row = components == 3 ? to : *line;
    if (jpeg_read_scanlines(decoder, &row, 1) != 1)
      fail_with((j_common_ptr)decoder, "the file ends early or is damaged");
    if (components == 1) grey_to_rgb(*line, to, width);
    if (components == 4) cmyk_to_rgb(*line, to, width);
  }
  jpeg_finish_decompress(decoder);
  result->width = width;
  result->height = height;
}

void picture_read_jpeg(const uint8_t *bytes, size_t count, picture_limits limits, picture *result) {
  memset(result, 0, sizeof *result);
  struct jpeg_decompress_struct decoder;
  memset(&decoder, 0, sizeof decoder);
  errors errors = {.result = result};
  progress progress = {.manager.progress_monitor = watch, .scans = limits.scans};
  // Outside the reach of `setjmp`, which keeps no variable that changes after it.
  uint8_t **line = calloc(1, sizeof *line);
  if (!line) {
    strcpy(result->problem, "there is not the memory for it");
    return;
  }
  decoder.err = jpeg_std_error(&errors.manager);
  errors.manager.error_exit = fail;
  errors.manager.emit_message = emit;
  errors.manager.output_message = ignore;
  if (setjmp(errors.escape) == 0) {
    jpeg_create_decompress(&decoder);
    decoder.progress = &progress.manager;
    decoder.mem->max_memory_to_use = (long)limits.working_bytes;
    jpeg_mem_src(&decoder, bytes, count);
    read_pixels(&decoder, limits, line, result);
  } else {
    picture_free(result);
  }
  jpeg_destroy_decompress(&decoder);
  free(*line);
  free(line);
}

#define TEXT_OF(value) #value
#define TEXT(macro) TEXT_OF(macro)

const char *picture_jpeg_version(void) { return TEXT(LIBJPEG_TURBO_VERSION); }

#include "pictures.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

/// Where libpng reads on.
typedef struct {
  const uint8_t *next;
  size_t left;
  jmp_buf escape;
  picture *result;
} reader;

static _Noreturn void fail(png_structp png, png_const_charp message) {
  reader *reader = png_get_error_ptr(png);
  strncpy(reader->result->problem, message, sizeof reader->result->problem - 1);
  longjmp(reader->escape, 1);
}

static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void take(png_structp png, png_bytep bytes, size_t count) {
  reader *reader = png_get_io_ptr(png);
  if (count > reader->left) png_error(png, "the file ends early");
  memcpy(bytes, reader->next, count);
  reader->next += count;
  reader->left -= count;
}

/// Reads everything; leaves by `longjmp` where something is wrong.
static void read_pixels(png_structp png, png_infop info, picture_limits limits, picture *result) {
  png_read_info(png, info);
  uint32_t width = png_get_image_width(png, info);
  uint32_t height = png_get_image_height(png, info);
  if ((uint64_t)width * height > limits.pixels) png_error(png, "it has too many pixels");
  int depth = png_get_bit_depth(png, info);
  int color = png_get_color_type(png, info);
  if (depth == 16 && color == PNG_COLOR_TYPE_GRAY)
    png_error(png, "it is grey with 16 bits: save it with 8 bits");
  if (color == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
  if (color == PNG_COLOR_TYPE_GRAY && depth < 8) png_set_expand_gray_1_2_4_to_8(png);
  if (depth == 16) png_set_strip_16(png);
  if (!(color & PNG_COLOR_MASK_COLOR)) png_set_gray_to_rgb(png);
  png_set_strip_alpha(png);
  int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  size_t row = (size_t)width * 3;
  if (png_get_rowbytes(png, info) != row) png_error(png, "its pixels are of no known kind");
  // Zeroed, so that nothing is handed on that the file does not say.
  result->pixels = calloc(height, row);
  if (!result->pixels) png_error(png, "there is not the memory for it");
  for (int pass = 0; pass < passes; pass++)
    for (uint32_t line = 0; line < height; line++)
      png_read_row(png, result->pixels + line * row, NULL);
  // What is left is read for its checksums.
  png_read_end(png, NULL);
  result->width = width;
  result->height = height;
}

void picture_read_png(const uint8_t *bytes, size_t count, picture_limits limits, picture *result) {
  memset(result, 0, sizeof *result);
  reader reader = {.next = bytes, .left = count, .result = result};
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reader, fail, ignore);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  if (!info) {
    strcpy(result->problem, "there is not the memory for it");
  } else if (setjmp(reader.escape) == 0) {
    png_set_read_fn(png, &reader, take);
    png_set_user_limits(png, limits.side, limits.side);
    png_set_chunk_cache_max(png, 16);
    png_set_chunk_malloc_max(png, limits.working_bytes);
    // Texts, profiles and whatever else says nothing of the pixels.
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    read_pixels(png, info, limits, result);
  } else {
    picture_free(result);
  }
  png_destroy_read_struct(&png, &info, NULL);
}

void picture_free(picture *picture) {
  free(picture->pixels);
  picture->pixels = NULL;
}

const char *picture_png_version(void) { return png_get_libpng_ver(NULL); }

#ifndef LESSON_PICTURES_H
#define LESSON_PICTURES_H

#include <stddef.h>
#include <stdint.h>

/// A picture that was read: red, green and blue of each place, line by line.
///
/// libpng and libjpeg report errors by `longjmp`. It ends within these functions and never crosses
/// Swift: what is wrong comes back as a text.
typedef struct {
  uint32_t width, height;
  /// `width * height * 3` bytes for `picture_free`; `NULL` where the picture could not be read.
  uint8_t *pixels;
  /// What is wrong with it where it could not be read.
  char problem[200];
} picture;

/// What a picture may have at the most; looked at before anything is allocated for it.
typedef struct {
  uint64_t pixels;
  /// Of one side.
  uint32_t side;
  /// Passes over a progressive JPEG picture.
  int scans;
  /// Bytes that a decoder may take beside the pixels.
  size_t working_bytes;
} picture_limits;

/// Reads a PNG picture as Pillow's `convert("RGB")` does: alpha is dropped, of 16 bits the upper 8
/// are kept. Grey of 16 bits is refused.
void picture_read_png(const uint8_t *bytes, size_t count, picture_limits limits, picture *result);

/// Reads a JPEG picture as Pillow's `convert("RGB")` does; of CMYK Adobe's inverted form is taken for
/// granted. An orientation that a camera noted is ignored.
void picture_read_jpeg(const uint8_t *bytes, size_t count, picture_limits limits, picture *result);

/// Gives a picture's pixels back.
void picture_free(picture *picture);

/// The version of libpng that the program runs with.
const char *picture_png_version(void);

/// The version of libjpeg-turbo that the program was compiled with; it does not say its version at run
/// time.
const char *picture_jpeg_version(void);

#endif
